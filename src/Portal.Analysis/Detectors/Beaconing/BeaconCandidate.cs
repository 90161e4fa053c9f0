namespace Portal.Analysis.Detectors.Beaconing;

/// <summary>A pair that is regular enough to be judged.</summary>
/// <param name="Features">What was measured.</param>
/// <param name="Kind">Why it is regular.</param>
/// <param name="QValue">Share of false beacons if everything up to this p-value were reported.</param>
/// <param name="Tested">Pairs that were tested with it.</param>
public sealed record BeaconCandidate(BeaconFeatures Features, BeaconKind Kind, double QValue, int Tested)
{
    /// <summary>Seconds; null for a strobe without a timer.</summary>
    public double? PeriodSeconds =>
        Kind switch
        {
            BeaconKind.Phase => Features.Phase?.PeriodSeconds,
            BeaconKind.Strobe when Features.Timing.Comb is not { Evidence: > 0 } => null,
            _ => Rhythm?.PeriodSeconds ?? Features.Timing.Comb?.PeriodSeconds,
        };

    /// <summary>The period and jitter measured on the gaps of one beat; null where there are none.</summary>
    public Rhythm? Rhythm { get; } =
        Features.Timing.Comb is { } comb
            ? Beaconing.Rhythm.Measure(Features.Timing.Starts, comb.PeriodSeconds, comb.Jitter)
            : null;

    /// <summary>At least nine in ten attempts got no connection.</summary>
    public bool IsDead => Features.FailedEvents >= 0.9 * Features.Events;
}
