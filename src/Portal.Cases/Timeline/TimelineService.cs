using Microsoft.EntityFrameworkCore;
using Portal.Cases.Accounts;
using Portal.Cases.Audit;
using Portal.Cases.Live;
using Portal.Cases.Members;
using Portal.Cases.Paging;
using Portal.Cases.Refusals;

namespace Portal.Cases.Timeline;

/// <summary>The story of the incident in time, as the team edits it.</summary>
public sealed class TimelineService(IDbContextFactory<PortalDbContext> contexts, CaseEvents events, TimeProvider time)
{
    /// <summary>The earliest first.</summary>
    public async Task<Page<TimelineEvent>> ListAsync(
        int caseId,
        Actor actor,
        PageRequest page,
        CancellationToken cancellation
    )
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Reader, cancellation);
        return await db
            .Timeline.AsNoTracking()
            .Where(item => item.CaseId == caseId && !item.IsHidden)
            .OrderBy(item => item.Time)
            .ThenBy(item => item.Id)
            .ToPageAsync(page, cancellation);
    }

    /// <summary>What the team says of the findings that stand on the timeline, by their key.</summary>
    public async Task<IReadOnlyDictionary<string, TimelineVerdict>> VerdictsAsync(
        int caseId,
        Actor actor,
        CancellationToken cancellation
    )
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Reader, cancellation);
        return await db
            .Findings.AsNoTracking()
            .Where(finding =>
                finding.CaseId == caseId
                && db.Timeline.Any(item => item.CaseId == caseId && item.FindingKey == finding.Key && !item.IsHidden)
            )
            .Select(finding => new
            {
                finding.Key,
                Verdict = new TimelineVerdict(finding.State, finding.JudgedBy, finding.Reason, finding.IsCurrent),
            })
            .ToDictionaryAsync(row => row.Key, row => row.Verdict, cancellation);
    }

    /// <summary>Whether the finding stands on the timeline.</summary>
    public async Task<bool> ShowsAsync(int caseId, Actor actor, string findingKey, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Reader, cancellation);
        return await db.Timeline.AnyAsync(
            item => item.CaseId == caseId && item.FindingKey == findingKey && !item.IsHidden,
            cancellation
        );
    }

    public async Task<TimelineEvent> AddAsync(
        int caseId,
        Actor actor,
        TimelineDraft draft,
        CancellationToken cancellation
    )
    {
        draft = draft.Checked();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Analyst, cancellation);
        var now = time.GetUtcNow();
        var added = new TimelineEvent
        {
            CaseId = caseId,
            Title = draft.Title,
            IsByHand = true,
            CreatedBy = actor.Name,
            CreatedAt = now,
        };
        await ApplyAsync(db, added, draft, now, cancellation);
        db.Timeline.Add(added);
        db.Audit.Add(AuditEntry.Of(caseId, actor, now, "timeline.added", "", $"added to the timeline: {draft.Title}"));
        await db.SaveChangesAsync(cancellation);
        events.Publish(caseId, CaseChangeKind.Timeline, $"{added.Id}");
        return added;
    }

    /// <summary>Puts a finding on the timeline, at its beginning; the event that is there already is shown again.</summary>
    public async Task<TimelineEvent> AddFindingAsync(
        int caseId,
        Actor actor,
        string findingKey,
        CancellationToken cancellation
    )
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Analyst, cancellation);
        var finding =
            await db
                .Findings.AsNoTracking()
                .SingleOrDefaultAsync(row => row.CaseId == caseId && row.Key == findingKey, cancellation)
            ?? throw RefusedException.NotFound("The finding");
        var now = time.GetUtcNow();
        var shown = await db.Timeline.FirstOrDefaultAsync(
            item => item.CaseId == caseId && item.FindingKey == findingKey,
            cancellation
        );
        if (shown is null)
        {
            shown = TimelineStore.EventOf(finding, actor, now);
            db.Timeline.Add(shown);
        }
        else if (!shown.IsHidden)
        {
            return shown;
        }
        shown.IsHidden = false;
        shown.IsByHand = true;
        shown.UpdatedAt = now;
        shown.Revision++;
        db.Audit.Add(
            AuditEntry.Of(caseId, actor, now, "timeline.added", findingKey, $"put on the timeline: {shown.Title}")
        );
        await db.SaveChangesAsync(cancellation);
        events.Publish(caseId, CaseChangeKind.Timeline, $"{shown.Id}");
        return shown;
    }

    public async Task<TimelineEvent> UpdateAsync(
        int caseId,
        int eventId,
        Actor actor,
        TimelineDraft draft,
        int revision,
        CancellationToken cancellation
    )
    {
        draft = draft.Checked();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Analyst, cancellation);
        var item = await FindAsync(db, caseId, eventId, revision, cancellation);
        var now = time.GetUtcNow();
        await ApplyAsync(db, item, draft, now, cancellation);
        item.IsByHand = true;
        item.Revision++;
        db.Audit.Add(
            AuditEntry.Of(caseId, actor, now, "timeline.changed", $"{eventId}", $"changed the event: {draft.Title}")
        );
        await SaveAsync(db, cancellation);
        events.Publish(caseId, CaseChangeKind.Timeline, $"{eventId}");
        return item;
    }

    /// <summary>Takes an event off; one that comes from a finding does not come back with the next analysis.</summary>
    public async Task RemoveAsync(int caseId, int eventId, Actor actor, int revision, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Analyst, cancellation);
        var item = await FindAsync(db, caseId, eventId, revision, cancellation);
        if (item.FindingKey is null)
        {
            db.Timeline.Remove(item);
        }
        else
        {
            item.IsHidden = true;
            item.Revision++;
        }
        db.Audit.Add(
            AuditEntry.Of(
                caseId,
                actor,
                time.GetUtcNow(),
                "timeline.removed",
                $"{eventId}",
                $"took off the timeline: {item.Title}"
            )
        );
        await SaveAsync(db, cancellation);
        events.Publish(caseId, CaseChangeKind.Timeline, $"{eventId}");
    }

    private static async Task ApplyAsync(
        PortalDbContext db,
        TimelineEvent item,
        TimelineDraft draft,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        if (item.TypedTime != draft.TypedTime)
        {
            item.Time = TypedTimes.Parse(draft.TypedTime);
            item.TypedTime = draft.TypedTime;
        }
        item.Title = draft.Title;
        item.Text = draft.Text;
        item.Category = draft.Category;
        item.Hosts = draft.Hosts;
        item.UpdatedAt = now;
        if (draft.FindingKey == item.FindingKey)
        {
            return;
        }
        var finding = await db
            .Findings.AsNoTracking()
            .SingleOrDefaultAsync(row => row.CaseId == item.CaseId && row.Key == draft.FindingKey, cancellation);
        if (draft.FindingKey is not null && finding is null)
        {
            throw RefusedException.Invalid("findingKey", "The case has no such finding.");
        }
        item.FindingKey = draft.FindingKey;
        item.Severity = finding?.Severity;
        item.Evidence = finding is null ? "[]" : TimelineStore.EvidenceOf(finding);
    }

    private static async Task<TimelineEvent> FindAsync(
        PortalDbContext db,
        int caseId,
        int eventId,
        int revision,
        CancellationToken cancellation
    )
    {
        var item =
            await db.Timeline.SingleOrDefaultAsync(row => row.Id == eventId && row.CaseId == caseId, cancellation)
            ?? throw RefusedException.NotFound("The event");
        return item.Revision == revision
            ? item
            : throw RefusedException.Conflict("Somebody else has changed the event meanwhile; look at it again.");
    }

    private static async Task SaveAsync(PortalDbContext db, CancellationToken cancellation)
    {
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw RefusedException.Conflict("Somebody else has changed the event meanwhile; look at it again.");
        }
    }
}
