namespace Portal.Analysis.Indicators.Attack;

/// <summary>A technique of MITRE ATT&amp;CK for Enterprise.</summary>
/// <param name="Id">For example <c>T1071.001</c>.</param>
/// <param name="Name">As ATT&amp;CK names it; sub-techniques as <c>parent: child</c>.</param>
/// <param name="Tactics">Shortnames of its tactics, for example <c>command-and-control</c>.</param>
public sealed record AttackTechnique(string Id, string Name, IReadOnlyList<string> Tactics);
