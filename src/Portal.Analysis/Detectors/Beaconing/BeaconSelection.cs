using Portal.Analysis.Findings;

namespace Portal.Analysis.Detectors.Beaconing;

/// <summary>Chooses the pairs that are regular, with one correction for all the tests that were made.</summary>
internal static class BeaconSelection
{
    /// <summary>In the order of the features.</summary>
    public static IReadOnlyList<BeaconCandidate> Choose(
        IReadOnlyList<BeaconFeatures> features,
        BeaconingOptions options,
        CancellationToken cancellation
    )
    {
        var tested = features.Where(pair => pair.Timing.VisitCount >= options.MinVisits).ToList();
        var adjusted = BenjaminiHochberg.Adjust([.. tested.Select(pair => pair.Timing.PValue)]);
        var qValues = tested.Zip(adjusted).ToDictionary(item => Key(item.First), item => item.Second);
        var phases = Phases(tested, qValues, options, cancellation);
        var candidates = new List<BeaconCandidate>();
        foreach (var pair in features)
        {
            var q = qValues.GetValueOrDefault(Key(pair), pair.Timing.PValue);
            var evidence = pair.Timing.Comb?.Evidence ?? double.NegativeInfinity;
            BeaconKind? kind =
                pair.Timing.VisitCount < options.MinVisits
                    ? pair.Timing.PValue <= options.FalseShare
                    && evidence > 0
                    && pair.BusiestStretch < options.StrobeConnections
                        ? BeaconKind.Watch
                        : IsStrobe(pair, options)
                    : q <= options.FalseShare && evidence > 0
                        ? BeaconKind.Timer
                        : phases.GetValueOrDefault(Key(pair)) is { } fit && fit.Z >= options.MinPhaseZ
                            ? BeaconKind.Phase
                            : IsStrobe(pair, options);
            if (kind is { } found)
            {
                var measured = phases.TryGetValue(Key(pair), out var phase) ? pair with { Phase = phase } : pair;
                candidates.Add(new BeaconCandidate(measured, found, q, tested.Count));
            }
        }
        return candidates;
    }

    private static BeaconKind? IsStrobe(BeaconFeatures pair, BeaconingOptions options) =>
        pair.BusiestStretch >= options.StrobeConnections ? BeaconKind.Strobe : null;

    /// <summary>Tries phase coherence where no timer was found, on the pairs with most visits, as far as the budget goes.</summary>
    private static Dictionary<(string, string), PhaseFit?> Phases(
        List<BeaconFeatures> tested,
        Dictionary<(string, string), double> qValues,
        BeaconingOptions options,
        CancellationToken cancellation
    )
    {
        var tried = tested
            .Where(pair =>
                pair.Timing.VisitCount >= PhaseCoherenceTest.MinVisits
                && (qValues[Key(pair)] > options.FalseShare || pair.Timing.Comb is not { Evidence: > 0 })
            )
            .OrderByDescending(pair => pair.Timing.VisitCount)
            .ThenBy(pair => pair.Object, StringComparer.Ordinal)
            .ThenBy(pair => pair.Source, StringComparer.Ordinal)
            .Take(options.MaxPhaseTests)
            .ToList();
        var fits = new PhaseFit?[tried.Count];
        Parallel.For(
            0,
            tried.Count,
            new ParallelOptions
            {
                CancellationToken = cancellation,
                MaxDegreeOfParallelism = Environment.ProcessorCount,
            },
            index => fits[index] = PhaseCoherenceTest.Run(tried[index].Timing.FineStarts)
        );
        return tried.Zip(fits).ToDictionary(item => Key(item.First), item => item.Second);
    }

    private static (string, string) Key(BeaconFeatures pair) => (pair.Source, pair.Object);
}
