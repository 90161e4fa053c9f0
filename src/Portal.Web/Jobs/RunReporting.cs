using Portal.Cases.Runs;

namespace Portal.Web.Jobs;

/// <summary>Where runs say how far they are and how they ended.</summary>
internal sealed class RunReporting(RunLedger ledger, RunBoard board, TimeProvider time)
{
    public RunLedger Ledger { get; } = ledger;

    public ProgressReporter For(AnalysisRun run, CancellationToken cancellation) =>
        new(run, board, Ledger, time, cancellation);
}
