using Portal.Analysis.Importers;
using Portal.Cases.Runs;

namespace Portal.Web.Jobs;

/// <summary>What every run goes through: begin, work, end; cancelled by people, put off by a stop of the server, failed.</summary>
internal sealed partial class RunGate(
    RunLedger ledger,
    RunStops stops,
    IHostApplicationLifetime lifetime,
    ILogger<RunGate> logger
)
{
    /// <summary>Carries a run out unless it has ended, was cancelled, or is being carried out already.</summary>
    public async Task PassAsync(
        Guid runId,
        Func<AnalysisRun, CancellationToken, Task> work,
        CancellationToken cancellation
    )
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(
            cancellation,
            lifetime.ApplicationStopping
        );
        if (stops.TryOpen(runId, stopping.Token) is not { } stop)
        {
            return;
        }
        try
        {
            if (await ledger.BeginAsync(runId, stop.Token) is { } run)
            {
                await CarryOutAsync(run, work, stop.Token, stopping.Token);
            }
        }
        finally
        {
            stops.Close(runId);
        }
    }

    private async Task CarryOutAsync(
        AnalysisRun run,
        Func<AnalysisRun, CancellationToken, Task> work,
        CancellationToken stop,
        CancellationToken stopping
    )
    {
        try
        {
            await work(run, stop);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The server stops: the row stays "running" and the next start takes it up again.
            LogPutOff(run.Id);
        }
        catch (OperationCanceledException)
        {
            await ledger.CancelledAsync(run, CancellationToken.None);
        }
        catch (UnreadableEvidenceException unreadable)
        {
            await ledger.FailAsync(run, unreadable.Message, unreadable.ToString(), CancellationToken.None);
        }
        catch (Exception exception)
        {
            // The one boundary of background work: whatever goes wrong in a run ends that run only.
            LogFailed(exception, run.Id);
            await ledger.FailAsync(
                run,
                $"The work stopped because of an error: {exception.Message}",
                exception.ToString(),
                CancellationToken.None
            );
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Run {RunId} is put off until the next start")]
    private partial void LogPutOff(Guid runId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Run {RunId} failed")]
    private partial void LogFailed(Exception exception, Guid runId);
}
