namespace Portal.Cases.Live;

/// <summary>Tells everybody who looks at a case that something in it is new.</summary>
/// <param name="Key">Identifier of the changed thing within its kind; empty when several have changed.</param>
public sealed record CaseChanged(int CaseId, CaseChangeKind Kind, string Key);
