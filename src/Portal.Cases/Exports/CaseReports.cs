using Microsoft.EntityFrameworkCore;
using Portal.Analysis.Reports;
using Portal.Analysis.Store;
using Portal.Cases.Accounts;
using Portal.Cases.Cases;
using Portal.Cases.Findings;
using Portal.Cases.Indicators;
using Portal.Cases.Records;
using Portal.Cases.Refusals;

namespace Portal.Cases.Exports;

/// <summary>The incident report of a case, from its findings as the team judged them.</summary>
public sealed class CaseReports(IDbContextFactory<PortalDbContext> contexts, CaseRecords records)
{
    /// <param name="format">A name of <see cref="ReportCatalogue.Formats"/>.</param>
    /// <exception cref="RefusedException">Unknown format.</exception>
    public async Task<ExportFile> WriteAsync(int caseId, Actor actor, string format, CancellationToken cancellation)
    {
        var chosen =
            ReportCatalogue.Format(format)
            ?? throw RefusedException.Invalid(
                "format",
                $"'{format}' is not one of {string.Join(", ", ReportCatalogue.Formats.Select(known => known.Name))}."
            );
        using var lease = await records.OpenAsync(caseId, actor, cancellation);
        var (item, input) = await ReadAsync(caseId, lease, cancellation);
        var extension = chosen.Name == "text" ? "txt" : chosen.Name;
        return new ExportFile(
            $"{FileNames.Of(item.Number)}-report.{extension}",
            chosen.MediaType,
            chosen.Write(IncidentReport.Build(input))
        );
    }

    private async Task<(Case Case, ReportInput Input)> ReadAsync(
        int caseId,
        RecordLease lease,
        CancellationToken cancellation
    )
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var item = await db.Cases.AsNoTracking().SingleAsync(row => row.Id == caseId, cancellation);
        var findings = await db
            .Findings.AsNoTracking()
            .Where(row => row.CaseId == caseId && row.State != FindingState.Dismissed)
            .OrderByDescending(row => row.Score)
            .ThenBy(row => row.Key)
            .ToListAsync(cancellation);
        var indicators = await db
            .Indicators.AsNoTracking()
            .Where(row => row.CaseId == caseId && row.State != IndicatorState.Rejected)
            .OrderBy(row => row.Type)
            .ThenBy(row => row.Value)
            .ToListAsync(cancellation);
        var written = await db
            .Timeline.AsNoTracking()
            .Where(row => row.CaseId == caseId && row.IsByHand && !row.IsHidden)
            .OrderBy(row => row.Time)
            .ThenBy(row => row.Id)
            .ToListAsync(cancellation);
        var input = new ReportInput
        {
            CaseName = $"{item.Number} {item.Name}",
            Tlp = item.Tlp,
            Evidence = [.. lease.Sets.Select(set => set.Manifest)],
            Findings = [.. findings.Select(row => row.Read())],
            Indicators = [.. indicators.Select(IndicatorExports.IndicatorOf)],
            Coverage = await CoverageAsync(lease.Database, cancellation),
            Verdicts = findings
                .Where(row => row.State != FindingState.New)
                .ToDictionary(row => row.Key, Verdict, StringComparer.Ordinal),
            Events = [.. written.Select(row => new ReportEvent(row.Time, row.Title, row.CreatedBy))],
            Summary = item.Summary.Length > 0 ? item.Summary : null,
        };
        return (item, input);
    }

    private static Task<Coverage> CoverageAsync(RecordDatabase database, CancellationToken cancellation) =>
        Task.Run(() => CoverageQuery.Read(database, cancellation), cancellation);

    private static string Verdict(CaseFinding row)
    {
        var word = row.State == FindingState.Confirmed ? "confirmed" : "needs more data";
        var by = row.JudgedBy is null ? word : $"{word} by {row.JudgedBy}";
        return row.Reason.Length > 0 ? $"{by}: {row.Reason}" : by;
    }
}
