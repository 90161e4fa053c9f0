using Microsoft.EntityFrameworkCore;
using Portal.Cases.Accounts;
using Portal.Cases.Audit;
using Portal.Cases.Live;
using Portal.Cases.Members;
using Portal.Cases.Paging;
using Portal.Cases.Refusals;

namespace Portal.Cases.Indicators;

/// <summary>The review of indicators: proposed by the machine or by hand, confirmed or rejected, given out.</summary>
public sealed class IndicatorService(IDbContextFactory<PortalDbContext> contexts, CaseEvents events, TimeProvider time)
{
    public async Task<Page<CaseIndicator>> ListAsync(
        int caseId,
        Actor actor,
        IndicatorQuery query,
        PageRequest page,
        CancellationToken cancellation
    )
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Reader, cancellation);
        var items = db.Indicators.AsNoTracking().Where(item => item.CaseId == caseId);
        if (query.States.Count > 0)
        {
            items = items.Where(item => query.States.Contains(item.State));
        }
        if (!string.IsNullOrWhiteSpace(query.Type))
        {
            items = items.Where(item => item.Type == query.Type);
        }
        if (!string.IsNullOrWhiteSpace(query.Search))
        {
            var pattern = $"%{LikePattern.Escape(query.Search.Trim())}%";
            items = items.Where(item => EF.Functions.Like(item.Value, pattern, "\\"));
        }
        return await items.OrderBy(item => item.Type).ThenBy(item => item.Value).ToPageAsync(page, cancellation);
    }

    public async Task<CaseIndicator> AddAsync(
        int caseId,
        Actor actor,
        IndicatorDraft draft,
        CancellationToken cancellation
    )
    {
        draft = draft.Checked();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Analyst, cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var taken = await db.Indicators.AnyAsync(
            item => item.CaseId == caseId && item.Type == draft.Type && item.Value == draft.Value,
            cancellation
        );
        if (taken)
        {
            throw RefusedException.Conflict($"The case has {draft.Value} already.");
        }
        var now = time.GetUtcNow();
        var added = new CaseIndicator
        {
            CaseId = caseId,
            Type = draft.Type,
            Value = draft.Value,
            Context = draft.Context,
            IsByHand = true,
            State = IndicatorState.Confirmed,
            JudgedBy = actor.Name,
            JudgedAt = now,
            CreatedAt = now,
            UpdatedAt = now,
        };
        db.Indicators.Add(added);
        db.Audit.Add(
            AuditEntry.Of(caseId, actor, now, "indicator.added", draft.Value, $"added the indicator {draft.Value}")
        );
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        events.Publish(caseId, CaseChangeKind.Indicator, $"{added.Id}");
        return added;
    }

    /// <summary>Confirms, rejects or takes back several at once; those of another case are left out.</summary>
    /// <returns>How many were changed.</returns>
    public async Task<int> JudgeAsync(
        int caseId,
        Actor actor,
        IReadOnlyCollection<int> ids,
        IndicatorState state,
        string reason,
        CancellationToken cancellation
    )
    {
        if (state == IndicatorState.Exported)
        {
            throw RefusedException.Invalid("state", "An indicator is exported by an export only.");
        }
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Analyst, cancellation);
        return await SetAsync(db, caseId, actor, ids, state, reason.Trim(), cancellation);
    }

    /// <summary>Marks confirmed indicators as given out.</summary>
    public async Task MarkExportedAsync(
        int caseId,
        Actor actor,
        IReadOnlyCollection<int> ids,
        string reason,
        CancellationToken cancellation
    )
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Reader, cancellation);
        var confirmed = await db
            .Indicators.Where(item =>
                item.CaseId == caseId && ids.Contains(item.Id) && item.State == IndicatorState.Confirmed
            )
            .Select(item => item.Id)
            .ToListAsync(cancellation);
        await SetAsync(db, caseId, actor, confirmed, IndicatorState.Exported, reason, cancellation);
    }

    private async Task<int> SetAsync(
        PortalDbContext db,
        int caseId,
        Actor actor,
        IReadOnlyCollection<int> ids,
        IndicatorState state,
        string reason,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        var items = await db
            .Indicators.Where(item => item.CaseId == caseId && ids.Contains(item.Id) && item.State != state)
            .ToListAsync(cancellation);
        foreach (var item in items)
        {
            item.State = state;
            item.Reason = reason;
            item.JudgedBy = actor.Name;
            item.JudgedAt = now;
            item.UpdatedAt = now;
            item.Revision++;
            var verb = $"{state}".ToLowerInvariant();
            db.Audit.Add(AuditEntry.Of(caseId, actor, now, $"indicator.{verb}", item.Value, $"{verb} {item.Value}"));
        }
        await db.SaveChangesAsync(cancellation);
        events.Publish(caseId, CaseChangeKind.Indicator);
        return items.Count;
    }
}
