using Microsoft.EntityFrameworkCore;
using Portal.Analysis.Findings;
using Portal.Cases.Live;

namespace Portal.Cases.Findings;

/// <summary>Takes what an analysis found: a finding that is known by its key is updated and keeps the team's words.</summary>
public sealed class FindingStore(IDbContextFactory<PortalDbContext> contexts, CaseEvents events, TimeProvider time)
{
    /// <summary>
    /// Makes the case's findings those of the run, in one transaction. What was not found again is removed when nobody
    /// judged or discussed it, and else kept as no longer current.
    /// </summary>
    public async Task ReplaceAsync(
        int caseId,
        Guid runId,
        IReadOnlyList<Finding> findings,
        CancellationToken cancellation
    )
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var known = await db
            .Findings.Where(row => row.CaseId == caseId)
            .ToDictionaryAsync(row => row.Key, cancellation);
        var now = time.GetUtcNow();
        foreach (var finding in findings)
        {
            if (!known.Remove(finding.Key, out var row))
            {
                row = new CaseFinding
                {
                    CaseId = caseId,
                    Key = finding.Key,
                    Detector = finding.Detector,
                    Title = finding.Title,
                    Document = "",
                    CreatedAt = now,
                    UpdatedAt = now,
                };
                db.Findings.Add(row);
            }
            Apply(row, finding, runId, now);
        }
        var discussed = await db
            .FindingComments.Where(comment => comment.CaseId == caseId)
            .Select(comment => comment.FindingKey)
            .Distinct()
            .ToListAsync(cancellation);
        foreach (var (key, row) in known)
        {
            if (row.State == FindingState.New && !discussed.Contains(key))
            {
                db.Findings.Remove(row);
            }
            else if (row.IsCurrent)
            {
                row.IsCurrent = false;
                row.UpdatedAt = now;
            }
        }
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        events.Publish(caseId, CaseChangeKind.Finding);
    }

    private static void Apply(CaseFinding row, Finding finding, Guid runId, DateTimeOffset now)
    {
        var document = FindingJson.Write(finding);
        row.RunId = runId;
        if (row.Document == document && row.IsCurrent)
        {
            return;
        }
        row.Document = document;
        row.Detector = finding.Detector;
        row.Title = finding.Title;
        row.Severity = finding.Severity;
        row.Score = finding.Score;
        row.Confidence = finding.Confidence;
        row.FirstTime = finding.FirstTime;
        row.LastTime = finding.LastTime;
        row.Source = finding.Source;
        row.Destination = finding.Destination;
        row.DestinationName = finding.DestinationName;
        row.Port = finding.Port;
        row.Protocol = finding.Protocol;
        row.IsCurrent = true;
        row.UpdatedAt = now;
    }
}
