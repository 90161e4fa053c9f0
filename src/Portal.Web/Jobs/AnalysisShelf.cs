using Portal.Analysis.Detectors;
using Portal.Cases.Findings;
using Portal.Cases.Indicators;
using Portal.Cases.Runs;
using Portal.Cases.Timeline;

namespace Portal.Web.Jobs;

/// <summary>Puts the result of an analysis where the team works on it.</summary>
internal sealed class AnalysisShelf(FindingStore findings, IndicatorStore indicators, TimelineStore timeline)
{
    /// <summary>Each part is one transaction and may be repeated.</summary>
    public async Task PutAsync(AnalysisRun run, AnalysisResult result, CancellationToken cancellation)
    {
        await findings.ReplaceAsync(run.CaseId, run.Id, result.Findings, cancellation);
        await indicators.ReplaceAsync(run.CaseId, result.Indicators, cancellation);
        await timeline.SynchroniseAsync(run.CaseId, cancellation);
    }
}
