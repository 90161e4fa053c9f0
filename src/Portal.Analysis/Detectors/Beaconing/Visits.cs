namespace Portal.Analysis.Detectors.Beaconing;

/// <summary>
/// Events of one source and object, joined to visits: a page load or a check-in opens several connections, and only the
/// time of the first says when it was decided.
/// </summary>
public static class Visits
{
    private const double Nanosecond = 1e-9;

    /// <summary>Starts of visits: an event that comes at least so long after the one before it.</summary>
    /// <param name="times">Nanoseconds, ascending.</param>
    /// <param name="quietSeconds">The dead time δ.</param>
    public static List<long> Starts(IReadOnlyList<long> times, double quietSeconds)
    {
        var starts = new List<long>(times.Count);
        var quiet = (long)(quietSeconds / Nanosecond);
        for (var index = 0; index < times.Count; index++)
        {
            if (index == 0 || times[index] - times[index - 1] >= quiet)
            {
                starts.Add(times[index]);
            }
        }
        return starts;
    }

    /// <summary>Seconds between successive times.</summary>
    public static IEnumerable<double> Gaps(IReadOnlyList<long> times)
    {
        for (var index = 1; index < times.Count; index++)
        {
            yield return (times[index] - times[index - 1]) * Nanosecond;
        }
    }
}
