namespace Portal.Analysis.Findings;

/// <summary>
/// Turns reasons into a score that can be taken apart again: natural-log odds L = prior + Σ points, confidence
/// C = 1/(1+e^−L), score = 100·C·(0.4 + 0.15·impact).
/// </summary>
public static class ScoreEngine
{
    /// <summary>No single reason decides alone: e³ ≈ 20 to 1, unless it is hard evidence.</summary>
    public const double MaxPoints = 3;

    /// <summary>A benign explanation leaves a finding at "low" so that it stays visible and is never urgent.</summary>
    public const int ExplainedMaxScore = 25;

    private const int MediumScore = 40;
    private const int HighScore = 60;
    private const int CriticalScore = 80;
    private const int LowScore = 20;

    /// <param name="prior">Log-odds before any reason, a constant of the detector.</param>
    /// <param name="terms">All reasons, for and against, in the order in which they are shown.</param>
    /// <param name="impact">1 to 5: what it would mean if it were true.</param>
    /// <param name="maxScore">A ceiling that the detector sets, for example for too few events.</param>
    public static ScoreResult Score(double prior, IEnumerable<ScoreTerm> terms, int impact, int maxScore = 100)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(impact, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(impact, 5);
        var counted = terms.Select(Capped).Where(term => term.Points != 0 || term.IsExplanation).ToList();
        var confidence = 1 / (1 + Math.Exp(-(prior + counted.Sum(term => term.Points))));
        var score = Math.Min(100, confidence * (40 + (15 * impact)));
        var isHard = counted.Exists(term => term is { IsHard: true, Points: > 0 });
        if (!isHard && counted.Exists(term => term.IsExplanation))
        {
            score = Math.Min(score, ExplainedMaxScore);
        }
        var rounded = (int)Math.Round(Math.Min(score, maxScore), MidpointRounding.AwayFromZero);
        var families = counted.Where(term => term.Points > 0).Select(term => term.Family).Distinct().Count();
        return new ScoreResult(
            rounded,
            Math.Round(confidence, 4),
            impact,
            SeverityOf(rounded, families),
            [.. counted.Where(term => term is { Points: >= 0, IsExplanation: false })],
            [.. counted.Where(term => term.Points < 0 || term.IsExplanation)]
        );
    }

    /// <summary>The band of a score; critical only where two independent families of evidence agree.</summary>
    public static Severity SeverityOf(int score, int families) =>
        score switch
        {
            >= CriticalScore when families >= 2 => Severity.Critical,
            >= HighScore => Severity.High,
            >= MediumScore => Severity.Medium,
            >= LowScore => Severity.Low,
            _ => Severity.Info,
        };

    private static ScoreTerm Capped(ScoreTerm term)
    {
        var points = term.IsHard ? term.Points : Math.Clamp(term.Points, -MaxPoints, MaxPoints);
        // Adding zero turns −0 into 0, which JSON would show.
        return term with { Points = Math.Round(points, 3) + 0.0 };
    }
}
