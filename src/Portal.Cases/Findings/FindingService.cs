using Microsoft.EntityFrameworkCore;
using Portal.Cases.Accounts;
using Portal.Cases.Audit;
using Portal.Cases.Live;
using Portal.Cases.Members;
using Portal.Cases.Paging;
using Portal.Cases.Refusals;

namespace Portal.Cases.Findings;

/// <summary>Lists the findings of a case and takes the team's judgement.</summary>
public sealed class FindingService(
    IDbContextFactory<PortalDbContext> contexts,
    CaseEvents events,
    IJudgementFollower follower,
    TimeProvider time
)
{
    public const int MaxReason = 2000;

    public async Task<Page<CaseFinding>> ListAsync(
        int caseId,
        Actor actor,
        FindingQuery query,
        PageRequest page,
        CancellationToken cancellation
    )
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Reader, cancellation);
        var findings = db.Findings.AsNoTracking().Where(finding => finding.CaseId == caseId);
        return await Order(Filter(findings, query), query).ToPageAsync(page, cancellation);
    }

    public async Task<CaseFinding> GetAsync(int caseId, string key, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Reader, cancellation);
        return await db
                .Findings.AsNoTracking()
                .SingleOrDefaultAsync(finding => finding.CaseId == caseId && finding.Key == key, cancellation)
            ?? throw RefusedException.NotFound("The finding");
    }

    /// <summary>Confirms, dismisses, asks for data, or takes a judgement back; returns the finding as it is then.</summary>
    public async Task<CaseFinding> JudgeAsync(
        int caseId,
        string key,
        Actor actor,
        Judgement judgement,
        CancellationToken cancellation
    )
    {
        var reason = judgement.Reason.Trim();
        if (judgement.State == FindingState.Dismissed && reason.Length == 0)
        {
            throw RefusedException.Invalid("reason", "Say why the finding is dismissed.");
        }
        if (reason.Length > MaxReason)
        {
            throw RefusedException.Invalid("reason", $"A reason has at most {MaxReason} characters.");
        }
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Analyst, cancellation);
        var finding =
            await db.Findings.SingleOrDefaultAsync(row => row.CaseId == caseId && row.Key == key, cancellation)
            ?? throw RefusedException.NotFound("The finding");
        if (finding.Revision != judgement.Revision)
        {
            throw Meanwhile(finding);
        }
        var now = time.GetUtcNow();
        finding.State = judgement.State;
        finding.Reason = reason;
        finding.JudgedBy = actor.Name;
        finding.JudgedAt = now;
        finding.UpdatedAt = now;
        finding.Revision++;
        var verb = judgement.State switch
        {
            FindingState.Confirmed => "confirmed",
            FindingState.Dismissed => "dismissed",
            FindingState.NeedsData => "asked for more data on",
            _ => "reopened",
        };
        var text = reason.Length > 0 ? $"{verb}: {finding.Title} ({reason})" : $"{verb}: {finding.Title}";
        db.Audit.Add(AuditEntry.Of(caseId, actor, now, $"finding.{judgement.State}".ToLowerInvariant(), key, text));
        var followed = await follower.FollowAsync(db, finding, now, cancellation);
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw Meanwhile(finding);
        }
        events.Publish(caseId, CaseChangeKind.Finding, key);
        if (followed is { } change)
        {
            events.Publish(caseId, change);
        }
        return finding;
    }

    private static RefusedException Meanwhile(CaseFinding finding) =>
        RefusedException.Conflict(
            $"{finding.JudgedBy ?? "Somebody"} has judged the finding meanwhile; look at it again."
        );

    private static IQueryable<CaseFinding> Filter(IQueryable<CaseFinding> findings, FindingQuery query)
    {
        if (!query.WithObsolete)
        {
            findings = findings.Where(finding => finding.IsCurrent);
        }
        if (query.States.Count > 0)
        {
            findings = findings.Where(finding => query.States.Contains(finding.State));
        }
        if (query.AtLeast is { } least)
        {
            findings = findings.Where(finding => finding.Severity >= least);
        }
        if (query.AtMost is { } most)
        {
            findings = findings.Where(finding => finding.Severity <= most);
        }
        if (!string.IsNullOrWhiteSpace(query.Detector))
        {
            findings = findings.Where(finding => finding.Detector == query.Detector);
        }
        if (!string.IsNullOrWhiteSpace(query.Host))
        {
            var host = query.Host.Trim();
            findings = findings.Where(finding =>
                finding.Source == host || finding.Destination == host || finding.DestinationName == host
            );
        }
        if (!string.IsNullOrWhiteSpace(query.Search))
        {
            var pattern = $"%{LikePattern.Escape(query.Search.Trim())}%";
            findings = findings.Where(finding => EF.Functions.Like(finding.Title, pattern, "\\"));
        }
        return findings;
    }

    private static IOrderedQueryable<CaseFinding> Order(IQueryable<CaseFinding> findings, FindingQuery query)
    {
        var up = query.IsAscending;
        var ordered = query.Sort switch
        {
            FindingSort.Severity => up
                ? findings.OrderBy(finding => finding.Severity).ThenBy(finding => finding.Score)
                : findings.OrderByDescending(finding => finding.Severity).ThenByDescending(finding => finding.Score),
            FindingSort.FirstTime => By(finding => finding.FirstTime),
            FindingSort.LastTime => By(finding => finding.LastTime),
            FindingSort.Title => By(finding => finding.Title),
            FindingSort.Detector => By(finding => finding.Detector),
            FindingSort.State => By(finding => finding.State),
            FindingSort.Source => By(finding => finding.Source),
            FindingSort.Destination => By(finding => finding.Destination),
            _ => By(finding => finding.Score),
        };
        return ordered.ThenBy(finding => finding.Key);

        IOrderedQueryable<CaseFinding> By<T>(System.Linq.Expressions.Expression<Func<CaseFinding, T>> column) =>
            up ? findings.OrderBy(column) : findings.OrderByDescending(column);
    }
}
