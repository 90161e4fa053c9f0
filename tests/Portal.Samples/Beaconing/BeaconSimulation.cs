namespace Portal.Samples.Beaconing;

/// <summary>Times of simulated check-ins in seconds from 0, from a seed.</summary>
/// <param name="PeriodSeconds">The timer.</param>
/// <param name="Jitter">Share of the period.</param>
/// <param name="Missed">Share of beats that are not seen.</param>
/// <param name="Law">How the jitter is drawn.</param>
public sealed record BeaconSimulation(
    double PeriodSeconds,
    double Jitter,
    double Missed,
    BeaconLaw Law = BeaconLaw.Uniform
)
{
    public const double DaySeconds = 86_400;

    /// <summary>From and to which hour of each day the host is on.</summary>
    public double FirstHour { get; init; }
    public double LastHour { get; init; } = 24;
    public int Days { get; init; } = 1;

    /// <summary>Poisson visits to the same name, as a multiple of the beats.</summary>
    public double Noise { get; init; }

    /// <summary>Connections of one check-in, 1 to this many, within a second.</summary>
    public int MaxConnections { get; init; } = 1;

    public List<double> Events(int seed)
    {
        var random = new Random(seed);
        var events = new List<double>();
        for (var day = 0; day < Days; day++)
        {
            var start = (day * DaySeconds) + (FirstHour * 3600);
            AddBeats(events, random, start, (day * DaySeconds) + (LastHour * 3600));
        }
        events.Sort();
        return events;
    }

    private void AddBeats(List<double> events, Random random, double start, double end)
    {
        var beats = 0;
        var clock = start + (random.NextDouble() * PeriodSeconds);
        while (clock < end)
        {
            beats++;
            if (random.NextDouble() >= Missed)
            {
                AddConnections(events, random, clock + LockedError(random));
            }
            clock += Sleep(random);
        }
        var noise = (int)(beats * (1 - Missed) * Noise);
        for (var visit = 0; visit < noise; visit++)
        {
            events.Add(start + (random.NextDouble() * (end - start)));
        }
    }

    private void AddConnections(List<double> events, Random random, double time)
    {
        var connections = random.Next(1, MaxConnections + 1);
        for (var connection = 0; connection < connections; connection++)
        {
            events.Add(time + (connection == 0 ? 0 : random.NextDouble()));
        }
    }

    private double LockedError(Random random) =>
        Law == BeaconLaw.ClockLocked ? PeriodSeconds * Jitter * (random.NextDouble() - 0.5) : 0;

    private double Sleep(Random random)
    {
        var network = 0.05 + (0.1 * random.NextDouble());
        return Law switch
        {
            BeaconLaw.Uniform => PeriodSeconds * (1 + (Jitter * ((2 * random.NextDouble()) - 1))) + network,
            BeaconLaw.MinusOnly => PeriodSeconds * (1 - (Jitter * random.NextDouble())) + network,
            BeaconLaw.ExponentialTail => (PeriodSeconds * (1 - (Jitter * Math.Log(1 - random.NextDouble())))) + network,
            _ => PeriodSeconds,
        };
    }
}
