namespace Portal.Samples.Beaconing;

/// <summary>Times of visits that follow no timer, in seconds from 0 over a day, from a seed.</summary>
public static class BackgroundTraffic
{
    private const double Day = BeaconSimulation.DaySeconds;

    /// <summary>The classes that the null table is drawn from; reading times are kept out as a stress.</summary>
    public static readonly IReadOnlyList<BackgroundClass> NullClasses =
    [
        BackgroundClass.Poisson,
        BackgroundClass.OfficeSessions,
        BackgroundClass.Diurnal,
        BackgroundClass.SingleBurst,
        BackgroundClass.WeibullBursts,
    ];

    /// <summary>About <paramref name="count"/> visits, ascending.</summary>
    public static List<double> Events(BackgroundClass kind, int count, int seed)
    {
        var random = new Random(seed);
        var events = kind switch
        {
            BackgroundClass.Poisson => Draw(count, () => random.NextDouble() * Day),
            BackgroundClass.Diurnal => Draw(count, () => Diurnal(random)),
            BackgroundClass.SingleBurst => Burst(random, count),
            BackgroundClass.OfficeSessions => Sessions(random, count),
            BackgroundClass.WeibullBursts => Weibull(random, count),
            _ => Reading(random, count),
        };
        events.Sort();
        return events;
    }

    private static List<double> Draw(int count, Func<double> time) =>
        [.. Enumerable.Range(0, count).Select(_ => time())];

    private static double Diurnal(Random random)
    {
        while (true)
        {
            var time = random.NextDouble() * Day;
            if (random.NextDouble() < 0.5 + (0.5 * Math.Sin(2 * Math.PI * ((time / Day) - 0.25))))
            {
                return time;
            }
        }
    }

    private static List<double> Burst(Random random, int count)
    {
        var length = 600 * Math.Pow(24, random.NextDouble());
        var start = random.NextDouble() * (Day - length);
        return Draw(count, () => start + (random.NextDouble() * length));
    }

    private static List<double> Sessions(Random random, int count)
    {
        var events = new List<double>(count);
        var visits = random.Next(3, 30);
        while (events.Count < count)
        {
            var time = (9 + (9 * random.NextDouble())) * 3600;
            var length = 1 + random.Next(2 * visits);
            for (var visit = 0; visit < length && events.Count < count; visit++)
            {
                events.Add(time);
                time += Math.Exp(2.5 + (1.2 * Normal(random)));
            }
        }
        return events;
    }

    private static List<double> Weibull(Random random, int count)
    {
        var shape = 0.4 + (0.4 * random.NextDouble());
        var events = new List<double>(count);
        var time = 0.0;
        for (var visit = 0; visit < count; visit++)
        {
            events.Add(time);
            time += Math.Pow(-Math.Log(1 - random.NextDouble()), 1 / shape);
        }
        var scale = Day * (0.3 + (0.7 * random.NextDouble())) / Math.Max(1, time);
        return [.. events.Select(value => value * scale)];
    }

    private static List<double> Reading(Random random, int count)
    {
        var deviation = 0.5 + (0.25 * random.NextDouble());
        var median = 20 * Math.Pow(20, random.NextDouble());
        var events = new List<double>(count);
        var time = 9 * 3600.0;
        for (var visit = 0; visit < count; visit++)
        {
            events.Add(time);
            time += median * Math.Exp(deviation * Normal(random));
        }
        return events;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
