using Microsoft.EntityFrameworkCore;
using Portal.Analysis.Indicators;
using Portal.Cases.Live;

namespace Portal.Cases.Indicators;

/// <summary>Takes the indicators that an analysis drew from findings; known ones keep their ids and the team's judgement.</summary>
public sealed class IndicatorStore(IDbContextFactory<PortalDbContext> contexts, CaseEvents events, TimeProvider time)
{
    public async Task ReplaceAsync(int caseId, IReadOnlyList<Indicator> indicators, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var known = await db
            .Indicators.Where(item => item.CaseId == caseId)
            .ToDictionaryAsync(item => (item.Type, item.Value), cancellation);
        var now = time.GetUtcNow();
        foreach (var indicator in indicators)
        {
            if (!known.Remove((indicator.Type, indicator.Value), out var item))
            {
                item = new CaseIndicator
                {
                    CaseId = caseId,
                    Type = indicator.Type,
                    Value = indicator.Value,
                    CreatedAt = now,
                    UpdatedAt = now,
                };
                db.Indicators.Add(item);
            }
            Apply(item, indicator, now);
        }
        foreach (var item in known.Values.Where(item => item is { IsByHand: false, IsCurrent: true }))
        {
            if (item.State == IndicatorState.Candidate)
            {
                db.Indicators.Remove(item);
            }
            else
            {
                item.IsCurrent = false;
                item.UpdatedAt = now;
            }
        }
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        events.Publish(caseId, CaseChangeKind.Indicator);
    }

    private static void Apply(CaseIndicator item, Indicator indicator, DateTimeOffset now)
    {
        var isSame =
            item.IsCurrent
            && item.FirstTime == indicator.FirstTime
            && item.LastTime == indicator.LastTime
            && item.Context == indicator.Context
            && item.Findings.SequenceEqual(indicator.Findings);
        if (isSame)
        {
            return;
        }
        item.Context = indicator.Context;
        item.FirstTime = indicator.FirstTime;
        item.LastTime = indicator.LastTime;
        item.Findings = indicator.Findings;
        item.IsCurrent = true;
        item.UpdatedAt = now;
    }
}
