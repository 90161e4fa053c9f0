using System.Threading.Channels;
using Portal.Cases.Live;
using Portal.Cases.Runs;
using Quartz;

namespace Portal.Web.Jobs;

/// <summary>
/// Brings the rows of runs and Quartz's store together: whoever queues or cancels a run only writes the row; this sees the
/// change and acts on it. After a start it takes up what the last process left.
/// </summary>
internal sealed partial class RunDispatcher(
    RunLedger ledger,
    Leftovers leftovers,
    RunStops stops,
    CaseEvents events,
    ISchedulerFactory schedulers,
    TimeProvider time,
    ILogger<RunDispatcher> logger
) : BackgroundService
{
    /// <summary>Also looks without being told, in case a change was written by another process.</summary>
    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(20);

    private readonly HashSet<Guid> _known = [];
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var following = events.Subscribe(null, Wake);
        await leftovers.RemoveAsync(stoppingToken);
        await ledger.QueueForgottenAsync(stoppingToken);
        var isFirst = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await DispatchAsync(isFirst, stoppingToken);
                isFirst = false;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // Nobody else would start runs: a database that was busy for too long is asked again.
                LogFailed(exception);
            }
            await WaitAsync(stoppingToken);
        }
    }

    private void Wake(CaseChanged change)
    {
        if (change.Kind == CaseChangeKind.Run)
        {
            _wake.Writer.TryWrite(true);
        }
    }

    private async Task WaitAsync(CancellationToken cancellation)
    {
        using var tick = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        tick.CancelAfter(s_tick);
        try
        {
            await _wake.Reader.ReadAsync(tick.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task DispatchAsync(bool isFirst, CancellationToken cancellation)
    {
        foreach (var run in await ledger.ListUnfinishedAsync(cancellation))
        {
            if (run is { State: RunState.Running, IsCancelRequested: true })
            {
                stops.Stop(run.Id);
            }
            // After a start nothing runs here yet: what is called running was cut off and begins again.
            var isDue = run.State == RunState.Queued || (isFirst && !stops.Holds(run.Id));
            if (isDue && _known.Add(run.Id))
            {
                await ScheduleAsync(run, cancellation);
            }
        }
    }

    private async Task ScheduleAsync(AnalysisRun run, CancellationToken cancellation)
    {
        var scheduler = await schedulers.GetScheduler(cancellation);
        if (await scheduler.Exists(RunTrigger.KeyOf(run), cancellation))
        {
            return;
        }
        var trigger = RunTrigger.Trigger(run, time);
        if (await scheduler.Exists(RunTrigger.JobOf(run), cancellation))
        {
            await scheduler.ScheduleJob(trigger, cancellationToken: cancellation);
        }
        else
        {
            await scheduler.ScheduleJob(RunTrigger.Job(run), trigger, cancellationToken: cancellation);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Runs could not be dispatched; trying again")]
    private partial void LogFailed(Exception exception);
}
