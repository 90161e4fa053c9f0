using Portal.Analysis.Findings;
using Portal.Analysis.Indicators;
using Portal.Cases.Members;

namespace Portal.Cases.Cases;

/// <summary>A case in the list of cases.</summary>
/// <param name="OpenFindings">Not yet judged, without merely informative ones.</param>
/// <param name="ActiveRuns">Queued or running.</param>
/// <param name="UpdatedAt">When anything in the case changed last, its evidence and what the team wrote included.</param>
public sealed record CaseRow(
    int Id,
    string Number,
    string Name,
    Severity Severity,
    CaseState State,
    Tlp Tlp,
    string TimeZone,
    CaseRole MyRole,
    int Members,
    int Evidence,
    int OpenFindings,
    int ActiveRuns,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
);
