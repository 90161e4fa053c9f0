using Microsoft.EntityFrameworkCore;
using Portal.Analysis.Store;
using Portal.Cases.Accounts;
using Portal.Cases.Evidence;
using Portal.Cases.Live;
using Portal.Traffic;

namespace Portal.Cases.Runs;

/// <summary>What the background work itself writes down about its runs.</summary>
public sealed class RunLedger(
    IDbContextFactory<PortalDbContext> contexts,
    CustodyChain custody,
    RunBoard board,
    CaseEvents events,
    TimeProvider time
)
{
    /// <summary>Runs that a crash or a stop of the server left queued or running, the oldest first.</summary>
    public async Task<IReadOnlyList<AnalysisRun>> ListUnfinishedAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db
            .Runs.AsNoTracking()
            .Where(run => run.State == RunState.Queued || run.State == RunState.Running)
            .OrderBy(run => run.QueuedAt)
            .ToListAsync(cancellation);
    }

    /// <summary>Marks the run as running; null when it was cancelled meanwhile or has ended.</summary>
    public async Task<AnalysisRun?> BeginAsync(Guid runId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var run = await db.Runs.SingleOrDefaultAsync(candidate => candidate.Id == runId, cancellation);
        if (run is not { IsActive: true })
        {
            return null;
        }
        if (run.IsCancelRequested)
        {
            await EndAsync(run, RunState.Cancelled, EvidenceStatus.Cancelled, null, null, cancellation);
            return null;
        }
        run.State = RunState.Running;
        run.Attempts++;
        run.StartedAt = time.GetUtcNow();
        run.Stage = "starting";
        run.Share = 0;
        await SetEvidenceAsync(db, run, EvidenceStatus.Importing, null, cancellation);
        await db.SaveChangesAsync(cancellation);
        Publish(run);
        return run;
    }

    /// <summary>Stores progress for those who come later; called seldom.</summary>
    public async Task StoreProgressAsync(RunProgress progress, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db
            .Runs.Where(run => run.Id == progress.RunId && run.State == RunState.Running)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(run => run.Stage, progress.Stage)
                        .SetProperty(run => run.Share, progress.Share)
                        .SetProperty(run => run.Items, progress.Items)
                        .SetProperty(run => run.BytesPerSecond, progress.BytesPerSecond),
                cancellation
            );
    }

    /// <summary>The records of an import are published; the case's evidence points at them from here on.</summary>
    /// <returns>Folder name of the record set that is replaced and may be removed; null when there was none.</returns>
    public async Task<string?> EndImportAsync(
        AnalysisRun run,
        RunManifest manifest,
        string recordRun,
        string options,
        CancellationToken cancellation
    )
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var item = await db.Evidence.SingleAsync(row => row.Id == run.EvidenceId, cancellation);
        var isFirst = item.RecordRun is null;
        var replaced = item.RecordRun == recordRun ? null : item.RecordRun;
        item.Status = manifest.IsPartial ? EvidenceStatus.Partial : EvidenceStatus.Ready;
        item.Kind = manifest.Kind;
        item.Frames = manifest.Frames;
        item.Records = manifest.Records.Values.Sum();
        item.FirstTime = manifest.FirstTime;
        item.LastTime = manifest.LastTime;
        item.Warnings = manifest.Warnings;
        item.Error = null;
        item.RecordRun = recordRun;
        var row = await db.Runs.SingleAsync(candidate => candidate.Id == run.Id, cancellation);
        row.State = RunState.Succeeded;
        row.Stage = manifest.IsPartial ? "read in part" : "done";
        row.Share = 1;
        row.Items = manifest.Frames ?? item.Records ?? 0;
        row.EndedAt = time.GetUtcNow();
        row.EngineVersion = manifest.EngineVersion;
        row.Options = options;
        await custody.AppendAsync(
            db,
            run.CaseId,
            item.Sha256,
            CustodyAction.Read,
            Actor.Portal,
            $"run {run.Id}, engine {manifest.EngineVersion}: {Plural.Of(item.Records ?? 0, "record", "records")}",
            cancellation
        );
        await db.SaveChangesAsync(cancellation);
        var again = await KeyLogReadings.QueueAsync(db, run, manifest, isFirst, time.GetUtcNow(), cancellation);
        var analysis = await QueueAnalysisWhenQuietAsync(db, run.CaseId, cancellation);
        await transaction.CommitAsync(cancellation);
        board.Forget(run.Id);
        Publish(run);
        foreach (var due in again)
        {
            Publish(due);
        }
        Publish(analysis);
        return replaced;
    }

    public async Task EndAnalysisAsync(
        AnalysisRun run,
        int findings,
        string engineVersion,
        string options,
        CancellationToken cancellation
    )
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var row = await db.Runs.SingleAsync(candidate => candidate.Id == run.Id, cancellation);
        row.State = RunState.Succeeded;
        row.Stage = "done";
        row.Share = 1;
        row.Items = findings;
        row.EndedAt = time.GetUtcNow();
        row.EngineVersion = engineVersion;
        row.Options = options;
        await db.SaveChangesAsync(cancellation);
        board.Forget(run.Id);
        Publish(run);
    }

    public Task FailAsync(AnalysisRun run, string message, string detail, CancellationToken cancellation) =>
        EndAsync(run, RunState.Failed, EvidenceStatus.Failed, message, detail, cancellation);

    public Task CancelledAsync(AnalysisRun run, CancellationToken cancellation) =>
        EndAsync(run, RunState.Cancelled, EvidenceStatus.Cancelled, null, null, cancellation);

    /// <summary>Whether a person has asked the run to stop.</summary>
    public async Task<bool> IsCancelRequestedAsync(Guid runId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Runs.AnyAsync(run => run.Id == runId && run.IsCancelRequested, cancellation);
    }

    private async Task EndAsync(
        AnalysisRun run,
        RunState state,
        EvidenceStatus status,
        string? message,
        string? detail,
        CancellationToken cancellation
    )
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var row = await db.Runs.SingleAsync(candidate => candidate.Id == run.Id, cancellation);
        row.State = state;
        row.Stage = state == RunState.Failed ? "failed" : "cancelled";
        row.Share = null;
        row.Error = Cut(message, AnalysisRunConfiguration.MaxError);
        row.ErrorDetail = Cut(detail, AnalysisRunConfiguration.MaxDetail);
        row.EndedAt = time.GetUtcNow();
        await SetEvidenceAsync(db, row, status, row.Error, cancellation);
        await db.SaveChangesAsync(cancellation);
        var analysis = await QueueAnalysisWhenQuietAsync(db, run.CaseId, cancellation);
        await transaction.CommitAsync(cancellation);
        board.Forget(run.Id);
        Publish(run);
        Publish(analysis);
    }

    /// <summary>
    /// When the last import of a case has ended and something new was read since the last analysis, the next one is due: one
    /// for twenty files that came together, not twenty. Null when none is.
    /// </summary>
    private async Task<AnalysisRun?> QueueAnalysisWhenQuietAsync(
        PortalDbContext db,
        int caseId,
        CancellationToken cancellation
    )
    {
        var runs = db.Runs.Where(run => run.CaseId == caseId);
        var isBusy = await runs.AnyAsync(
            run =>
                (run.Kind == RunKind.Import && (run.State == RunState.Queued || run.State == RunState.Running))
                || (run.Kind == RunKind.Analysis && run.State == RunState.Queued),
            cancellation
        );
        var lastImport = await runs.Where(run => run.Kind == RunKind.Import && run.State == RunState.Succeeded)
            .MaxAsync(run => run.EndedAt, cancellation);
        // An analysis sees what was published when it began.
        var lastAnalysis = await runs.Where(run => run.Kind == RunKind.Analysis)
            .MaxAsync(run => run.StartedAt, cancellation);
        if (isBusy || lastImport is null || lastAnalysis >= lastImport)
        {
            return null;
        }
        var analysis = AnalysisRun.Queue(
            caseId,
            RunKind.Analysis,
            AnalysisRun.WholeCase,
            Actor.Portal,
            time.GetUtcNow()
        );
        db.Runs.Add(analysis);
        await db.SaveChangesAsync(cancellation);
        return analysis;
    }

    /// <summary>Queues what a crash kept from being queued: evidence that nobody reads, cases that nobody analyses.</summary>
    public async Task QueueForgottenAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var unread = await db
            .Evidence.Where(item =>
                item.Status == EvidenceStatus.Hashed
                && !db.Runs.Any(run =>
                    run.EvidenceId == item.Id && (run.State == RunState.Queued || run.State == RunState.Running)
                )
            )
            .ToListAsync(cancellation);
        foreach (var item in unread)
        {
            var run = AnalysisRun.Queue(item.CaseId, RunKind.Import, item.Name, Actor.Portal, time.GetUtcNow());
            run.EvidenceId = item.Id;
            db.Runs.Add(run);
        }
        await db.SaveChangesAsync(cancellation);
        foreach (var caseId in await db.Cases.Select(item => item.Id).ToListAsync(cancellation))
        {
            await QueueAnalysisWhenQuietAsync(db, caseId, cancellation);
        }
        await transaction.CommitAsync(cancellation);
    }

    private static async Task SetEvidenceAsync(
        PortalDbContext db,
        AnalysisRun run,
        EvidenceStatus status,
        string? error,
        CancellationToken cancellation
    )
    {
        if (run.EvidenceId is { } evidenceId)
        {
            var item = await db.Evidence.SingleAsync(row => row.Id == evidenceId, cancellation);
            item.Status = status;
            item.Error = error;
        }
    }

    private static string? Cut(string? text, int length) =>
        text is null || text.Length <= length ? text : text[..length];

    private void Publish(AnalysisRun? run)
    {
        if (run is null)
        {
            return;
        }
        events.Publish(run.CaseId, CaseChangeKind.Run, $"{run.Id}");
        if (run.EvidenceId is { } evidenceId)
        {
            events.Publish(run.CaseId, CaseChangeKind.Evidence, $"{evidenceId}");
        }
    }
}
