using System.Globalization;
using Portal.Analysis.Findings;

namespace Portal.Analysis.Reports.Sections;

/// <summary>Who is remote-controlled, by whom, in which rhythm.</summary>
internal sealed class CommandSection : IReportSection
{
    public int Order => 10;

    public ReportSection Build(ReportInput input)
    {
        var blocks = new List<ReportBlock>();
        foreach (var finding in input.Findings.Where(IsCommand))
        {
            blocks.Add(new ReportBlock.Heading($"{finding.Source} → {finding.Target()} [{finding.Judgement(input)}]"));
            blocks.Add(new ReportBlock.Bullets([.. Facts(finding, input)]));
        }
        return new ReportSection(
            "C2 COMMUNICATIONS",
            blocks.Count > 0 ? blocks : [new ReportBlock.Paragraph("None seen.")]
        );
    }

    private static bool IsCommand(Finding finding) =>
        finding.HasTactic("command-and-control") && !finding.IsDns() && finding.Severity >= Severity.Low;

    private static IEnumerable<string> Facts(Finding finding, ReportInput input)
    {
        yield return finding.Explanation;
        if (finding.Number("period_seconds") is { } period)
        {
            var jitter = finding.Number("jitter_percent") is { } percent
                ? string.Create(CultureInfo.InvariantCulture, $" ± {percent:0.#} %")
                : "";
            yield return string.Create(CultureInfo.InvariantCulture, $"Beacon interval: {period:0.##} s{jitter}");
        }
        if (finding.Number("sessions") is { } sessions)
        {
            var span = Quantity.Duration((finding.LastTime - finding.FirstTime) / 1e9);
            yield return string.Create(CultureInfo.InvariantCulture, $"Sessions: {sessions:0} over {span}");
        }
        if (finding.Fact("ja3") is not null || finding.Fact("ja4") is not null)
        {
            yield return $"JA3: {finding.Text("ja3")}  JA4: {finding.Text("ja4")}";
        }
        if (finding.Fact("certificate_subject") is not null)
        {
            yield return $"Certificate: {finding.Text("certificate_subject")}, self-signed: {finding.Text("certificate_self_signed")}";
        }
        if (finding.Fact("bytes_sent") is not null)
        {
            yield return $"Sent: {finding.Bytes("bytes_sent")}  Received: {finding.Bytes("bytes_received")}";
        }
        yield return $"Seen: {Quantity.Time(finding.FirstTime)} to {Quantity.Time(finding.LastTime)}";
        yield return $"ATT&CK: {string.Join(", ", finding.Attack)}";
        yield return $"Evidence: {finding.Places(input)}";
    }
}
