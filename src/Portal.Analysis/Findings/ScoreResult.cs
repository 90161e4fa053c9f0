namespace Portal.Analysis.Findings;

/// <summary>A score with its parts.</summary>
/// <param name="Score">0 to 100.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Impact">1 to 5.</param>
/// <param name="Severity">The band of the score.</param>
/// <param name="Terms">Reasons for the claim, as counted.</param>
/// <param name="CounterEvidence">Reasons against it, as counted, and benign explanations.</param>
public sealed record ScoreResult(
    int Score,
    double Confidence,
    int Impact,
    Severity Severity,
    IReadOnlyList<ScoreTerm> Terms,
    IReadOnlyList<ScoreTerm> CounterEvidence
);
