using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Analysis.Findings;
using Portal.Cases.Accounts;
using Portal.Cases.Findings;
using Portal.Cases.Live;

namespace Portal.Cases.Timeline;

/// <summary>Keeps the timeline in step with the findings; what people wrote, changed or took off stays as they left it.</summary>
public sealed class TimelineStore(IDbContextFactory<PortalDbContext> contexts, CaseEvents events, TimeProvider time)
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web);

    /// <summary>
    /// Findings of medium severity and above, and all that the team confirmed, stand on the timeline; dismissed ones and
    /// those that are gone do not.
    /// </summary>
    public async Task SynchroniseAsync(int caseId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var wanted = await db
            .Findings.AsNoTracking()
            .Where(finding =>
                finding.CaseId == caseId
                && finding.IsCurrent
                && finding.State != FindingState.Dismissed
                && (finding.Severity >= Severity.Medium || finding.State == FindingState.Confirmed)
            )
            .OrderBy(finding => finding.Key)
            .ToListAsync(cancellation);
        var shown = await db
            .Timeline.Where(item => item.CaseId == caseId && item.FindingKey != null)
            .ToListAsync(cancellation);
        var known = shown.ToLookup(item => item.FindingKey!);
        var now = time.GetUtcNow();
        foreach (var finding in wanted)
        {
            var fresh = EventOf(finding, Actor.Portal, now);
            if (known[finding.Key].FirstOrDefault() is not { } item)
            {
                db.Timeline.Add(fresh);
            }
            else if (!item.IsByHand && !IsSame(item, fresh))
            {
                item.Time = fresh.Time;
                item.EndTime = fresh.EndTime;
                item.Title = fresh.Title;
                item.Text = fresh.Text;
                item.Category = fresh.Category;
                item.Severity = fresh.Severity;
                item.Hosts = fresh.Hosts;
                item.Evidence = fresh.Evidence;
                item.UpdatedAt = now;
                item.Revision++;
            }
        }
        var keys = wanted.Select(finding => finding.Key).ToHashSet();
        db.Timeline.RemoveRange(
            shown.Where(item => item is { IsByHand: false, IsHidden: false } && !keys.Contains(item.FindingKey!))
        );
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        events.Publish(caseId, CaseChangeKind.Timeline);
    }

    /// <summary>The references as a timeline event holds them.</summary>
    public static IReadOnlyList<EvidenceReference> ReadEvidence(TimelineEvent item) =>
        JsonSerializer.Deserialize<List<EvidenceReference>>(item.Evidence, s_options) ?? [];

    internal static string EvidenceOf(CaseFinding finding) =>
        JsonSerializer.Serialize(finding.Read().Evidence, s_options);

    internal static TimelineEvent EventOf(CaseFinding row, Actor actor, DateTimeOffset now)
    {
        var finding = row.Read();
        return new TimelineEvent
        {
            CaseId = row.CaseId,
            Time = finding.FirstTime,
            EndTime = finding.LastTime > finding.FirstTime ? finding.LastTime : null,
            Title =
                finding.Title.Length <= TimelineDraft.MaxTitle
                    ? finding.Title
                    : finding.Title[..TimelineDraft.MaxTitle],
            Text =
                finding.Explanation.Length <= TimelineDraft.MaxText
                    ? finding.Explanation
                    : finding.Explanation[..TimelineDraft.MaxText],
            Category = finding.Detector,
            Severity = finding.Severity,
            Hosts = [.. new[] { finding.Source, finding.Destination }.OfType<string>().Distinct()],
            FindingKey = finding.Key,
            Evidence = JsonSerializer.Serialize(finding.Evidence, s_options),
            CreatedBy = actor.Name,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    private static bool IsSame(TimelineEvent item, TimelineEvent fresh) =>
        item.Time == fresh.Time
        && item.EndTime == fresh.EndTime
        && item.Title == fresh.Title
        && item.Text == fresh.Text
        && item.Severity == fresh.Severity
        && item.Evidence == fresh.Evidence
        && item.Hosts.SequenceEqual(fresh.Hosts);
}
