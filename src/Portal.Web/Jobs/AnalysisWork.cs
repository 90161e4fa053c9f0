using System.Text.Json;
using Portal.Analysis.Detectors;
using Portal.Analysis.Store;
using Portal.Cases.Accounts;
using Portal.Cases.Cases;
using Portal.Cases.Records;
using Portal.Cases.Runs;

namespace Portal.Web.Jobs;

/// <summary>Runs the detectors over all records of a case and takes over what they found.</summary>
internal sealed class AnalysisWork(
    CaseService cases,
    CaseRecords records,
    AnalysisShelf shelf,
    ThreatFeeds feeds,
    RunReporting reporting
)
{
    public async Task RunAsync(AnalysisRun run, CancellationToken cancellation)
    {
        var progress = reporting.For(run, cancellation);
        progress.Stage("looking at the records");
        var view = await cases.GetAsync(run.CaseId, Actor.Portal, cancellation);
        var feed = await feeds.ReadAsync(cancellation);
        var options = new AnalysisOptions { Networks = view.Case.LocalNetworks, Feed = feed.Indicators };
        AnalysisResult result;
        using (var lease = await records.OpenAsync(run.CaseId, Actor.Portal, cancellation))
        {
            result = await Task.Run(() => Analyze(lease, options, progress, cancellation), cancellation);
        }
        progress.Stage("writing findings", result.Findings.Count);
        await shelf.PutAsync(run, result, cancellation);
        if (result.Failures.Count > 0)
        {
            await reporting.Ledger.FailAsync(
                run,
                $"{string.Join(", ", result.Failures.Select(failure => failure.Detector))} failed on these records; "
                    + "the findings are those of the other detectors.",
                string.Join("\n\n", result.Failures.Select(failure => failure.Detail)),
                CancellationToken.None
            );
            return;
        }
        await reporting.Ledger.EndAnalysisAsync(
            run,
            result.Findings.Count,
            typeof(CaseAnalyzer).Assembly.GetName().Version!.ToString(3),
            JsonSerializer.Serialize(new { networks = options.Networks, feeds = feed.Sources }),
            CancellationToken.None
        );
    }

    private AnalysisResult Analyze(
        RecordLease lease,
        AnalysisOptions options,
        ProgressReporter progress,
        CancellationToken cancellation
    )
    {
        RecordDatabase? larger = null;
        try
        {
            return CaseAnalyzer.Analyze(
                lease.Database,
                [.. lease.Sets.Select(set => set.Manifest)],
                options,
                () =>
                {
                    progress.Stage("looking at the records again, with more memory");
                    return larger = records.OpenLarger(lease);
                },
                cancellation
            );
        }
        finally
        {
            larger?.Dispose();
        }
    }
}
