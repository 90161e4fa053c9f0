using System.Globalization;

namespace Portal.Analysis.Reports.Sections;

/// <summary>What could not be seen, so that silence is not read as innocence.</summary>
internal sealed class CoverageSection : IReportSection
{
    public int Order => 80;

    public ReportSection Build(ReportInput input)
    {
        var lines = new List<string>();
        if (input.Coverage is { } coverage)
        {
            lines.AddRange(Describe(coverage));
        }
        foreach (var evidence in input.Evidence)
        {
            foreach (var warning in evidence.Warnings)
            {
                var place = warning.FirstPlace is { } first ? $", first at {first}" : "";
                lines.Add($"{evidence.Name}: {warning.Message} ({warning.Count}×{place})");
            }
            if (evidence.IsPartial)
            {
                lines.Add($"{evidence.Name}: read in part; what came before the break is kept");
            }
        }
        lines.AddRange(
            input
                .Findings.SelectMany(finding => finding.NotEvaluable)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(reason => $"Not evaluated: {reason}")
        );
        return new ReportSection(
            "COVERAGE",
            [
                lines.Count == 0
                    ? new ReportBlock.Paragraph("Nothing was found missing.")
                    : new ReportBlock.Bullets(lines),
            ]
        );
    }

    private static IEnumerable<string> Describe(Coverage coverage)
    {
        yield return $"Flows: {coverage.Flows}, of which {coverage.OneSidedFlows} show one direction only";
        yield return $"Bytes lost in gaps of TCP streams: {Quantity.Bytes(coverage.MissedBytes)} of {Quantity.Bytes(coverage.PayloadBytes)}";
        if (coverage.PayloadBytes > 0)
        {
            var share = 100.0 * coverage.EncryptedBytes / coverage.PayloadBytes;
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Encrypted share (TLS, SSH, QUIC): {share:0.#} % of the payload bytes"
            );
        }
    }
}
