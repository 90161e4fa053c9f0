namespace Portal.Benchmarks.Beaconing;

/// <summary>Turns simulated seconds into the times that detectors read.</summary>
internal static class Simulated
{
    private const long Start = 1_763_164_800_000_000_000; // 2025-11-15 00:00 UTC

    public static List<long> Nanoseconds(IEnumerable<double> seconds) =>
        [.. seconds.Select(second => Start + (long)(second * 1e9))];
}
