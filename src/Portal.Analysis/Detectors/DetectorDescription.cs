namespace Portal.Analysis.Detectors;

/// <summary>What a detector is and reads.</summary>
/// <param name="Id">kebab-case, stable, for example <c>beaconing</c>.</param>
/// <param name="Version">Changes whenever the same evidence may give other findings.</param>
/// <param name="Claim">What a finding of it claims, in one sentence.</param>
/// <param name="Attack">ATT&amp;CK techniques it may name.</param>
/// <param name="Tables">Record tables it reads.</param>
public sealed record DetectorDescription(
    string Id,
    string Version,
    string Claim,
    IReadOnlyList<string> Attack,
    IReadOnlyList<string> Tables
);
