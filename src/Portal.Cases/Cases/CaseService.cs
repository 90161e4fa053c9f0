using Microsoft.EntityFrameworkCore;
using Portal.Analysis.Findings;
using Portal.Cases.Accounts;
using Portal.Cases.Audit;
using Portal.Cases.Findings;
using Portal.Cases.Live;
using Portal.Cases.Members;
using Portal.Cases.Paging;
using Portal.Cases.Refusals;
using Portal.Cases.Runs;

namespace Portal.Cases.Cases;

/// <summary>Makes, changes and lists cases.</summary>
public sealed class CaseService(IDbContextFactory<PortalDbContext> contexts, CaseEvents events, TimeProvider time)
{
    /// <summary>The cases of which the actor is a member, the last changed first.</summary>
    public async Task<Page<CaseRow>> ListAsync(
        Actor actor,
        string? search,
        PageRequest page,
        CancellationToken cancellation
    )
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var mine = db
            .Members.Where(member => member.UserId == actor.UserId)
            .Join(
                db.Cases,
                member => member.CaseId,
                item => item.Id,
                (member, item) => new { member.Role, Case = item }
            );
        if (!string.IsNullOrWhiteSpace(search))
        {
            var pattern = $"%{LikePattern.Escape(search.Trim())}%";
            mine = mine.Where(row =>
                EF.Functions.Like(row.Case.Name, pattern, "\\") || EF.Functions.Like(row.Case.Number, pattern, "\\")
            );
        }
        // Every change writes its audit entry with it; what an analysis adds counts from its end.
        var dated = mine.Select(row => new
            {
                row.Role,
                row.Case,
                Audited = db.Audit.Where(entry => entry.CaseId == row.Case.Id)
                    .OrderByDescending(entry => entry.Id)
                    .Select(entry => (DateTimeOffset?)entry.At)
                    .FirstOrDefault()
                    ?? row.Case.UpdatedAt,
                Analysed = db.Runs.Where(run => run.CaseId == row.Case.Id).Max(run => run.EndedAt),
            })
            .Select(row => new
            {
                row.Role,
                row.Case,
                Changed = row.Analysed > row.Audited ? row.Analysed!.Value : row.Audited,
            });
        return await dated
            .OrderByDescending(row => row.Changed)
            .ThenByDescending(row => row.Case.Id)
            .Select(row => new CaseRow(
                row.Case.Id,
                row.Case.Number,
                row.Case.Name,
                row.Case.Severity,
                row.Case.State,
                row.Case.Tlp,
                row.Case.TimeZone,
                row.Role,
                db.Members.Count(member => member.CaseId == row.Case.Id),
                db.Evidence.Count(item => item.CaseId == row.Case.Id),
                db.Findings.Count(item =>
                    item.CaseId == row.Case.Id
                    && item.IsCurrent
                    && item.State == FindingState.New
                    && item.Severity > Severity.Info
                ),
                db.Runs.Count(run =>
                    run.CaseId == row.Case.Id && (run.State == RunState.Queued || run.State == RunState.Running)
                ),
                row.Case.CreatedAt,
                row.Changed
            ))
            .ToPageAsync(page, cancellation);
    }

    public async Task<CaseView> GetAsync(int caseId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var role = await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Reader, cancellation);
        var found =
            await db.Cases.AsNoTracking().SingleOrDefaultAsync(item => item.Id == caseId, cancellation)
            ?? throw RefusedException.NotFound("The case");
        return new CaseView(found, role);
    }

    /// <summary>The actor becomes its first owner.</summary>
    public async Task<Case> CreateAsync(Actor actor, CaseDraft draft, CancellationToken cancellation)
    {
        draft = draft.Checked();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var now = time.GetUtcNow();
        var number = draft.Number.Length > 0 ? draft.Number : await NextNumberAsync(db, now, cancellation);
        await RequireFreeNumberAsync(db, number, 0, cancellation);
        var made = new Case
        {
            Identity = Guid.NewGuid(),
            Number = number,
            Name = draft.Name,
            CreatedBy = actor.Name,
            CreatedAt = now,
        };
        Apply(made, draft with { Number = number }, now);
        db.Cases.Add(made);
        await db.SaveChangesAsync(cancellation);
        db.Add(CaseKeys.Make(made.Id));
        db.Members.Add(
            new CaseMember
            {
                CaseId = made.Id,
                UserId = actor.UserId,
                Role = CaseRole.Owner,
                AddedAt = now,
                AddedBy = actor.Name,
            }
        );
        db.Audit.Add(AuditEntry.Of(made.Id, actor, now, "case.created", $"{made.Id}", $"opened the case {number}"));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        events.Publish(made.Id, CaseChangeKind.Case);
        return made;
    }

    /// <summary>Changes a case that is still at <paramref name="revision"/>; returns the new revision.</summary>
    public async Task<int> UpdateAsync(
        int caseId,
        Actor actor,
        CaseDraft draft,
        int revision,
        CancellationToken cancellation
    )
    {
        draft = draft.Checked();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Owner, cancellation);
        var item = await db.Cases.SingleAsync(candidate => candidate.Id == caseId, cancellation);
        if (item.Revision != revision)
        {
            throw RefusedException.Conflict("Somebody else has changed the case meanwhile; look at it again.");
        }
        var number = draft.Number.Length > 0 ? draft.Number : item.Number;
        await RequireFreeNumberAsync(db, number, caseId, cancellation);
        var now = time.GetUtcNow();
        var text =
            item.State == draft.State ? "changed the case" : $"moved the case from {item.State} to {draft.State}";
        Apply(item, draft with { Number = number }, now);
        item.Revision++;
        db.Audit.Add(AuditEntry.Of(caseId, actor, now, "case.changed", $"{caseId}", text));
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw RefusedException.Conflict("Somebody else has changed the case meanwhile; look at it again.");
        }
        events.Publish(caseId, CaseChangeKind.Case);
        return item.Revision;
    }

    private static void Apply(Case item, CaseDraft draft, DateTimeOffset now)
    {
        item.Number = draft.Number;
        item.Name = draft.Name;
        item.Summary = draft.Summary;
        item.Severity = draft.Severity;
        item.State = draft.State;
        item.Tlp = draft.Tlp;
        item.TimeZone = draft.TimeZone;
        item.LocalNetworks = draft.LocalNetworks;
        item.UpdatedAt = now;
    }

    private static async Task<string> NextNumberAsync(
        PortalDbContext db,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var prefix = $"INC-{now.Year}-";
        var taken = await db
            .Cases.Where(item => item.Number.StartsWith(prefix))
            .Select(item => item.Number)
            .ToListAsync(cancellation);
        var last = taken
            .Select(number => int.TryParse(number.AsSpan(prefix.Length), out var value) ? value : 0)
            .DefaultIfEmpty(0)
            .Max();
        return $"{prefix}{last + 1:D4}";
    }

    private static async Task RequireFreeNumberAsync(
        PortalDbContext db,
        string number,
        int caseId,
        CancellationToken cancellation
    )
    {
        if (await db.Cases.AnyAsync(item => item.Number == number && item.Id != caseId, cancellation))
        {
            throw RefusedException.Invalid("number", $"The number {number} is taken.");
        }
    }
}
