using Portal.Cases.Members;

namespace Portal.Cases.Cases;

/// <summary>A case as one of its members sees it.</summary>
public sealed record CaseView(Case Case, CaseRole MyRole);
