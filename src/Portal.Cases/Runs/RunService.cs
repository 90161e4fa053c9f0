using Microsoft.EntityFrameworkCore;
using Portal.Cases.Accounts;
using Portal.Cases.Audit;
using Portal.Cases.Evidence;
using Portal.Cases.Live;
using Portal.Cases.Members;
using Portal.Cases.Paging;
using Portal.Cases.Refusals;

namespace Portal.Cases.Runs;

/// <summary>What people ask of runs: to begin, to be watched, to stop, to be tried again.</summary>
public sealed class RunService(IDbContextFactory<PortalDbContext> contexts, CaseEvents events, TimeProvider time)
{
    /// <summary>The newest first.</summary>
    public async Task<Page<AnalysisRun>> ListAsync(
        int caseId,
        Actor actor,
        PageRequest page,
        CancellationToken cancellation
    )
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Reader, cancellation);
        return await db
            .Runs.AsNoTracking()
            .Where(run => run.CaseId == caseId)
            .OrderByDescending(run => run.QueuedAt)
            .ThenByDescending(run => run.Id)
            .ToPageAsync(page, cancellation);
    }

    public async Task<AnalysisRun> GetAsync(int caseId, Guid runId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Reader, cancellation);
        return await db
                .Runs.AsNoTracking()
                .SingleOrDefaultAsync(run => run.Id == runId && run.CaseId == caseId, cancellation)
            ?? throw RefusedException.NotFound("The run");
    }

    /// <summary>Writes down that evidence is to be read; a queued or running import of it is returned as it is.</summary>
    public async Task<AnalysisRun> QueueImportAsync(
        int caseId,
        int evidenceId,
        Actor actor,
        CancellationToken cancellation
    )
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Analyst, cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var item =
            await db.Evidence.SingleOrDefaultAsync(row => row.Id == evidenceId && row.CaseId == caseId, cancellation)
            ?? throw RefusedException.NotFound("The evidence");
        var active = await db.Runs.FirstOrDefaultAsync(
            run => run.EvidenceId == evidenceId && (run.State == RunState.Queued || run.State == RunState.Running),
            cancellation
        );
        if (active is not null)
        {
            return active;
        }
        item.Status = EvidenceStatus.Hashed;
        item.Error = null;
        var run = AnalysisRun.Queue(caseId, RunKind.Import, item.Name, actor, time.GetUtcNow());
        run.EvidenceId = evidenceId;
        return await AddAsync(db, run, transaction, cancellation);
    }

    /// <summary>
    /// Writes down that the detectors are to look at the case. One that is still queued is returned as it is, since it will
    /// see everything that is there when it begins.
    /// </summary>
    public async Task<AnalysisRun> QueueAnalysisAsync(int caseId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Analyst, cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var queued = await db.Runs.FirstOrDefaultAsync(
            run => run.CaseId == caseId && run.Kind == RunKind.Analysis && run.State == RunState.Queued,
            cancellation
        );
        return queued
            ?? await AddAsync(
                db,
                AnalysisRun.Queue(caseId, RunKind.Analysis, AnalysisRun.WholeCase, actor, time.GetUtcNow()),
                transaction,
                cancellation
            );
    }

    /// <summary>
    /// A queued run is cancelled at once; a running one is asked to stop and says so itself when it has. Returns the run.
    /// </summary>
    public async Task<AnalysisRun> CancelAsync(int caseId, Guid runId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Analyst, cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var run = await FindAsync(db, caseId, runId, cancellation);
        if (!run.IsActive)
        {
            throw RefusedException.Conflict("The run has ended already.");
        }
        run.IsCancelRequested = true;
        if (run.State == RunState.Queued)
        {
            run.State = RunState.Cancelled;
            run.EndedAt = time.GetUtcNow();
            await db
                .Evidence.Where(item => item.Id == run.EvidenceId)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(item => item.Status, EvidenceStatus.Cancelled),
                    cancellation
                );
        }
        db.Audit.Add(
            AuditEntry.Of(caseId, actor, time.GetUtcNow(), "run.cancelled", $"{runId}", $"cancelled: {run.Subject}")
        );
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        events.Publish(caseId, CaseChangeKind.Run, $"{runId}");
        events.Publish(caseId, CaseChangeKind.Evidence, $"{run.EvidenceId}");
        return run;
    }

    /// <summary>A new run that does the same as one that has ended.</summary>
    public async Task<AnalysisRun> RetryAsync(int caseId, Guid runId, Actor actor, CancellationToken cancellation)
    {
        var run = await GetAsync(caseId, runId, actor, cancellation);
        if (run.IsActive)
        {
            throw RefusedException.Conflict("The run has not ended yet.");
        }
        return run.EvidenceId is { } evidenceId
            ? await QueueImportAsync(caseId, evidenceId, actor, cancellation)
            : await QueueAnalysisAsync(caseId, actor, cancellation);
    }

    private async Task<AnalysisRun> AddAsync(
        PortalDbContext db,
        AnalysisRun run,
        Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction,
        CancellationToken cancellation
    )
    {
        db.Runs.Add(run);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        events.Publish(run.CaseId, CaseChangeKind.Run, $"{run.Id}");
        events.Publish(run.CaseId, CaseChangeKind.Evidence, $"{run.EvidenceId}");
        return run;
    }

    private static async Task<AnalysisRun> FindAsync(
        PortalDbContext db,
        int caseId,
        Guid runId,
        CancellationToken cancellation
    ) =>
        await db.Runs.SingleOrDefaultAsync(run => run.Id == runId && run.CaseId == caseId, cancellation)
        ?? throw RefusedException.NotFound("The run");
}
