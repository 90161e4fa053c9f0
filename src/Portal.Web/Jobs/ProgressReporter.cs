using Portal.Analysis.Importers;
using Portal.Cases.Runs;

namespace Portal.Web.Jobs;

/// <summary>Passes the progress of a run on: to those who look at once, to the database every few seconds.</summary>
internal sealed class ProgressReporter(
    AnalysisRun run,
    RunBoard board,
    RunLedger ledger,
    TimeProvider time,
    CancellationToken cancellation
) : IProgress<ImportProgress>
{
    private static readonly TimeSpan s_storeInterval = TimeSpan.FromSeconds(3);

    private readonly long _began = time.GetTimestamp();
    private long _stored = time.GetTimestamp();
    private Task _storing = Task.CompletedTask;

    public void Report(ImportProgress value)
    {
        var elapsed = time.GetElapsedTime(_began);
        double? rate = elapsed > TimeSpan.FromMilliseconds(200) ? value.BytesDone / elapsed.TotalSeconds : null;
        double? share = value.BytesTotal is > 0 and var total
            ? Math.Clamp((double)value.BytesDone / total, 0, 1)
            : null;
        TimeSpan? remaining =
            rate > 0 && value.BytesTotal is { } end
                ? TimeSpan.FromSeconds(Math.Max(0, end - value.BytesDone) / rate.Value)
                : null;
        Post(new RunProgress(run.Id, value.Stage, share, value.Items, rate, remaining));
    }

    /// <summary>Work without bytes to count.</summary>
    public void Stage(string stage, long items = 0) => Post(new RunProgress(run.Id, stage, null, items, null, null));

    private void Post(RunProgress progress)
    {
        board.Post(run.CaseId, progress);
        if (_storing.IsCompleted && time.GetElapsedTime(_stored) >= s_storeInterval)
        {
            _stored = time.GetTimestamp();
            _storing = StoreAsync(progress);
        }
    }

    private async Task StoreAsync(RunProgress progress)
    {
        try
        {
            await ledger.StoreProgressAsync(progress, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The run ends and writes its last word itself.
            return;
        }
    }
}
