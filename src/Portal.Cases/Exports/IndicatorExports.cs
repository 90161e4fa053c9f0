using Microsoft.EntityFrameworkCore;
using Portal.Analysis.Findings;
using Portal.Analysis.Indicators;
using Portal.Analysis.Indicators.Export;
using Portal.Analysis.Indicators.Stix;
using Portal.Cases.Accounts;
using Portal.Cases.Cases;
using Portal.Cases.Evidence;
using Portal.Cases.Findings;
using Portal.Cases.Indicators;
using Portal.Cases.Members;
using Portal.Cases.Refusals;
using Portal.Traffic;

namespace Portal.Cases.Exports;

/// <summary>
/// Writes the indicators that the team confirmed in one of the formats, and writes down which it gave out: one that the
/// format has no form for is not exported by it.
/// </summary>
public sealed class IndicatorExports(
    IDbContextFactory<PortalDbContext> contexts,
    IndicatorService indicators,
    EvidenceService evidence
)
{
    /// <param name="format">A name of <see cref="ExportCatalogue"/>.</param>
    /// <param name="marking">At least the case's own TLP; null takes that.</param>
    /// <param name="portal">Where the portal is reached, for links back to findings, for example <c>https://portal.example</c>.</param>
    /// <exception cref="RefusedException">Unknown format, too free a marking, or nothing is confirmed yet.</exception>
    public async Task<ExportFile> WriteAsync(
        int caseId,
        Actor actor,
        string format,
        Tlp? marking,
        string portal,
        CancellationToken cancellation
    )
    {
        var export = FormatOf(format);
        var content = await ReadAsync(caseId, actor, cancellation);
        if (!content.Rows.Any(row => export.Carries(row.Type)))
        {
            throw RefusedException.Conflict(
                $"Nothing to export: {export.Name} has no form for {string.Join(", ", content.Rows.Select(row => row.Type).Distinct(StringComparer.Ordinal))}."
            );
        }
        var tlp = marking ?? content.Case.Tlp;
        if (tlp < content.Case.Tlp)
        {
            throw RefusedException.Invalid(
                "tlp",
                $"The case is {content.Case.Tlp.Label()}; an export is not marked lower."
            );
        }
        var text = export.Write(
            content.Findings,
            content.Indicators,
            new StixBundleOptions
            {
                CaseName = $"{content.Case.Number} {content.Case.Name}",
                CaseIdentity = $"{content.Case.Identity}",
                Tlp = tlp,
                Created = UnixTime.FromDateTimeOffset(content.Case.CreatedAt),
                Modified = content.Modified,
                FindingUrl = $"{portal}/cases/{caseId}/findings/",
                EvidenceNames = content.EvidenceNames,
            }
        );
        await RecordAsync(caseId, actor, content, export, tlp, cancellation);
        return new ExportFile(
            $"{FileNames.Of(content.Case.Number)}-indicators{export.Extension}",
            export.MediaType,
            text
        );
    }

    /// <summary>What an export in this format would carry now.</summary>
    /// <param name="format">A name of <see cref="ExportCatalogue"/>.</param>
    public async Task<ExportScope> ScopeAsync(int caseId, Actor actor, string format, CancellationToken cancellation)
    {
        var export = FormatOf(format);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Reader, cancellation);
        var types = await Confirmed(db, caseId)
            .GroupBy(item => item.Type)
            .Select(group => new { Type = group.Key, Count = group.Count() })
            .ToListAsync(cancellation);
        return new ExportScope(
            types.Where(row => export.Carries(row.Type)).Sum(row => row.Count),
            types.Where(row => !export.Carries(row.Type)).Sum(row => row.Count),
            [.. types.Select(row => row.Type).Where(type => !export.Carries(type)).Order(StringComparer.Ordinal)]
        );
    }

    private static IIndicatorExport FormatOf(string format) =>
        ExportCatalogue.Find(format)
        ?? throw RefusedException.Invalid(
            "format",
            $"'{format}' is not one of {string.Join(", ", ExportCatalogue.All.Select(known => known.Name))}."
        );

    private static IQueryable<CaseIndicator> Confirmed(PortalDbContext db, int caseId) =>
        db
            .Indicators.AsNoTracking()
            .Where(item =>
                item.CaseId == caseId
                && (item.State == IndicatorState.Confirmed || item.State == IndicatorState.Exported)
            );

    private async Task<Content> ReadAsync(int caseId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Reader, cancellation);
        var found = await db.Cases.AsNoTracking().SingleAsync(item => item.Id == caseId, cancellation);
        var confirmed = await Confirmed(db, caseId)
            .OrderBy(item => item.Type)
            .ThenBy(item => item.Value)
            .ToListAsync(cancellation);
        if (confirmed.Count == 0)
        {
            throw RefusedException.Conflict("Nothing to export: confirm at least one indicator first.");
        }
        var rows = await db
            .Findings.AsNoTracking()
            .Where(finding => finding.CaseId == caseId && finding.State != FindingState.Dismissed)
            .OrderByDescending(finding => finding.Score)
            .ThenBy(finding => finding.Key)
            .ToListAsync(cancellation);
        var names = await db
            .Evidence.Where(item => item.CaseId == caseId)
            .ToDictionaryAsync(item => item.Sha256, item => item.Name, cancellation);
        var cited = confirmed.SelectMany(item => item.Findings).ToHashSet(StringComparer.Ordinal);
        var findings = rows.Where(row => cited.Contains(row.Key)).ToList();
        var modified = confirmed.Select(item => item.JudgedAt ?? item.UpdatedAt).Max();
        return new Content(
            found,
            confirmed,
            [.. confirmed.Select(IndicatorOf)],
            [.. findings.Select(row => row.Read())],
            names,
            UnixTime.FromDateTimeOffset(modified)
        );
    }

    /// <summary>An indicator without an observation of its own was first known when the team wrote it down.</summary>
    internal static Indicator IndicatorOf(CaseIndicator item)
    {
        var known = UnixTime.FromDateTimeOffset(item.CreatedAt);
        return new Indicator(
            item.Type,
            item.Value,
            item.Context,
            item.FirstTime ?? known,
            item.LastTime ?? item.FirstTime ?? known,
            item.Findings
        );
    }

    private async Task RecordAsync(
        int caseId,
        Actor actor,
        Content content,
        IIndicatorExport export,
        Tlp tlp,
        CancellationToken cancellation
    )
    {
        await indicators.MarkExportedAsync(
            caseId,
            actor,
            [.. content.Rows.Where(row => export.Carries(row.Type)).Select(row => row.Id)],
            $"{export.Name}, {tlp.Label()}",
            cancellation
        );
        var named = content.Findings.SelectMany(finding => finding.Evidence).Select(reference => reference.Sha256);
        foreach (
            var sha256 in named
                .Distinct(StringComparer.Ordinal)
                .Where(content.EvidenceNames.ContainsKey)
                .Order(StringComparer.Ordinal)
        )
        {
            await evidence.RecordAsync(
                caseId,
                sha256,
                CustodyAction.Exported,
                actor,
                $"named in indicators as {export.Name}, {tlp.Label()}",
                cancellation
            );
        }
    }

    private sealed record Content(
        Case Case,
        IReadOnlyList<CaseIndicator> Rows,
        IReadOnlyList<Indicator> Indicators,
        IReadOnlyList<Finding> Findings,
        IReadOnlyDictionary<string, string> EvidenceNames,
        long Modified
    );
}
