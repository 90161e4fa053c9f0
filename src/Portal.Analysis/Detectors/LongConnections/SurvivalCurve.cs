namespace Portal.Analysis.Detectors.LongConnections;

/// <summary>
/// How likely a connection lasts so long (Kaplan and Meier 1958, J. Am. Stat. Assoc. 53:457): those still open at an edge
/// of the evidence count as "at least so long" and not as "over".
/// </summary>
public sealed class SurvivalCurve
{
    private readonly List<(double Seconds, double Survival)> _steps = [];

    /// <param name="durations">Seconds, and whether the connection was cut by an edge of the evidence; each with its count.</param>
    public SurvivalCurve(IEnumerable<(double Seconds, bool IsCut, long Count)> durations)
    {
        var ordered = durations.OrderBy(item => item.Seconds).ThenBy(item => item.IsCut).ToList();
        Total = ordered.Sum(item => item.Count);
        var atRisk = (double)Total;
        var survival = 1.0;
        foreach (var (seconds, isCut, count) in ordered)
        {
            if (!isCut && atRisk > 0)
            {
                survival *= 1 - (count / atRisk);
                _steps.Add((seconds, survival));
            }
            atRisk -= count;
        }
    }

    /// <summary>Connections that it was drawn from.</summary>
    public long Total { get; }

    /// <summary>Chance to last at least so long; never below one in the number of connections and one.</summary>
    public double AtLeast(double seconds)
    {
        var survival = 1.0;
        foreach (var step in _steps)
        {
            if (step.Seconds >= seconds)
            {
                break;
            }
            survival = step.Survival;
        }
        return Math.Max(survival, 1.0 / (Total + 1));
    }
}
