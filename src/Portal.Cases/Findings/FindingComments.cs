using Microsoft.EntityFrameworkCore;
using Portal.Cases.Accounts;
using Portal.Cases.Audit;
using Portal.Cases.Live;
using Portal.Cases.Members;
using Portal.Cases.Refusals;

namespace Portal.Cases.Findings;

/// <summary>The talk about a finding.</summary>
public sealed class FindingComments(IDbContextFactory<PortalDbContext> contexts, CaseEvents events, TimeProvider time)
{
    public const int MaxText = 10_000;

    public async Task<IReadOnlyList<FindingComment>> ListAsync(
        int caseId,
        string key,
        Actor actor,
        CancellationToken cancellation
    )
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Reader, cancellation);
        return await db
            .FindingComments.AsNoTracking()
            .Where(comment => comment.CaseId == caseId && comment.FindingKey == key)
            .OrderBy(comment => comment.Id)
            .ToListAsync(cancellation);
    }

    public async Task<FindingComment> AddAsync(
        int caseId,
        string key,
        Actor actor,
        string text,
        CancellationToken cancellation
    )
    {
        text = text.Trim();
        if (text.Length is 0 or > MaxText)
        {
            throw RefusedException.Invalid("text", $"A comment has 1 to {MaxText} characters.");
        }
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Analyst, cancellation);
        var finding =
            await db
                .Findings.AsNoTracking()
                .SingleOrDefaultAsync(row => row.CaseId == caseId && row.Key == key, cancellation)
            ?? throw RefusedException.NotFound("The finding");
        var comment = new FindingComment
        {
            CaseId = caseId,
            FindingKey = key,
            UserId = actor.UserId,
            UserName = actor.Name,
            Text = text,
            At = time.GetUtcNow(),
        };
        db.FindingComments.Add(comment);
        db.Audit.Add(
            AuditEntry.Of(caseId, actor, comment.At, "finding.commented", key, $"commented on: {finding.Title}")
        );
        await db.SaveChangesAsync(cancellation);
        events.Publish(caseId, CaseChangeKind.Finding, key);
        return comment;
    }
}
