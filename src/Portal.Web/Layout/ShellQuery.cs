using Portal.Analysis.Findings;
using Portal.Analysis.Indicators;
using Portal.Cases.Accounts;
using Portal.Cases.Cases;
using Portal.Cases.Evidence;
using Portal.Cases.Findings;
using Portal.Cases.Indicators;
using Portal.Cases.Live;
using Portal.Cases.Objects;
using Portal.Cases.Overview;
using Portal.Cases.Paging;
using Portal.Cases.Records;
using Portal.Cases.Refusals;
using Portal.Web.Components.Evidence;

namespace Portal.Web.Layout;

/// <summary>What the frame shows of a case, and the other cases to switch to.</summary>
public sealed class ShellQuery(
    CaseService cases,
    OverviewService overview,
    EvidenceService evidence,
    RecordRows records,
    CasePresence presence
)
{
    private const int MaxOthers = 20;

    /// <summary>Null when the case is not open to the actor.</summary>
    public async Task<ShellCase?> FindAsync(int caseId, Actor actor, CancellationToken cancellation)
    {
        try
        {
            var found = (await cases.GetAsync(caseId, actor, cancellation)).Case;
            var counts = await overview.CountAsync(caseId, actor, cancellation);
            var pieces = await evidence.ListAsync(caseId, actor, new PageRequest(0, PageRequest.MaxTake), cancellation);
            var tables = await records.TablesAsync(caseId, actor, cancellation);
            return new ShellCase(
                caseId,
                $"{found.Number} {found.Name}",
                found.Tlp.Label(),
                found.TimeZone,
                new Dictionary<string, long>(StringComparer.Ordinal)
                {
                    ["evidence"] = counts.Evidence,
                    ["findings"] = counts
                        .Findings.Where(row => row.State != FindingState.Dismissed && row.Severity > Severity.Info)
                        .Sum(row => row.Count),
                    ["timeline"] = counts.Timeline,
                    ["indicators"] =
                        counts.IndicatorsIn(IndicatorState.Candidate)
                        + counts.IndicatorsIn(IndicatorState.Confirmed)
                        + counts.IndicatorsIn(IndicatorState.Exported),
                    ["notes"] = counts.Notes,
                    ["flows"] = Rows(tables, "conn"),
                    ["objects"] = ObjectTables.Shown(tables)?.Rows ?? 0,
                    ["logs"] = tables.Sum(table => table.Rows),
                    ["packets"] = pieces.Items.Sum(item => item.Frames ?? 0),
                },
                [
                    .. presence
                        .Visitors(caseId)
                        .Where(visitor => visitor.UserId != actor.UserId)
                        .Select(visitor => new ShellVisitor(visitor.Name, visitor.Place)),
                ],
                counts.ActiveRuns + counts.Uploads,
                new EvidenceReferences(
                    caseId,
                    [
                        .. pieces.Items.Select(item => new NamedEvidence(
                            item.Id,
                            item.Sha256,
                            item.Name,
                            item.Names,
                            item.Frames
                        )),
                    ]
                )
            );
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    private static long Rows(IReadOnlyList<RecordTable> tables, string name) =>
        tables.FirstOrDefault(table => table.Name == name)?.Rows ?? 0;

    public async Task<IReadOnlyList<(int Id, string Name)>> OthersAsync(
        int caseId,
        Actor actor,
        CancellationToken cancellation
    )
    {
        var page = await cases.ListAsync(actor, search: null, new PageRequest(0, MaxOthers + 1), cancellation);
        return
        [
            .. page
                .Items.Where(row => row.Id != caseId)
                .Take(MaxOthers)
                .Select(row => (row.Id, $"{row.Number} {row.Name}")),
        ];
    }
}
