using Portal.Cases.Evidence;
using Portal.Cases.Runs;

namespace Portal.Web.Pages.Evidence;

/// <summary>What the evidence page shows.</summary>
/// <param name="Others">Uploads that are not complete, of anybody.</param>
/// <param name="Runs">The latest run of each piece of evidence, by its id, and the latest analysis under 0.</param>
public sealed record EvidenceView(
    IReadOnlyList<CaseEvidence> Items,
    IReadOnlyList<UploadStatus> Others,
    IReadOnlyDictionary<int, AnalysisRun> Runs
);
