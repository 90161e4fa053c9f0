namespace Portal.Analysis.Findings;

/// <summary>One reason for or against: a natural-log likelihood ratio with what was measured and against what.</summary>
/// <param name="Name">Short identifier, for example <c>comb-renewal timing</c>.</param>
/// <param name="Measured">What was seen, in words with its unit.</param>
/// <param name="Reference">What it is compared with.</param>
/// <param name="Points">Log-likelihood ratio: positive speaks for the claim, negative against it; capped at ±3 unless hard.</param>
/// <param name="Family">Which independent kind of evidence it is.</param>
/// <param name="IsHard">Evidence that a benign explanation does not cap (a feed match, an exploit).</param>
/// <param name="IsExplanation">A benign explanation: beside its points it caps the score, unless there is hard evidence.</param>
public sealed record ScoreTerm(
    string Name,
    string Measured,
    string Reference,
    double Points,
    EvidenceFamily Family,
    bool IsHard = false,
    bool IsExplanation = false
);
