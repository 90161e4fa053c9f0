using Portal.Analysis.Reports;
using Portal.Analysis.Store;
using Portal.Analysis.Tests.Indicators;

namespace Portal.Analysis.Tests.Reports;

public sealed class ReportTests
{
    private static readonly ReportInput s_input = new()
    {
        CaseName = "INC-1 \u202Egnp.exe",
        Evidence =
        [
            new RunManifest
            {
                Name = "a.pcap",
                Sha256 = SampleFindings.Sha256,
                Kind = "pcap",
                Bytes = 10,
                Frames = 9,
                EngineVersion = "1",
                IsPartial = true,
                Warnings = [new EvidenceWarning("truncated", "the last frame is cut", 1, 9)],
            },
        ],
        Findings = [SampleFindings.Beacon, SampleFindings.Tunnel],
        Indicators = SampleFindings.Indicators,
    };

    [Fact]
    public void Has_the_sections_that_analysts_hand_over_in_their_order() =>
        Assert.Equal(
            [
                "SUMMARY",
                "C2 COMMUNICATIONS",
                "LATERAL MOVEMENT",
                "EXFILTRATION SUMMARY",
                "DNS ANALYSIS",
                "INDICATORS",
                "TIMELINE",
                "EVIDENCE REFERENCES",
                "COVERAGE",
            ],
            IncidentReport.Build(s_input).Sections.Select(section => section.Title)
        );

    [Fact]
    public void Exactly_these_formats_are_found() =>
        Assert.Equal(["html", "json", "md", "text"], ReportCatalogue.Formats.Select(format => format.Name));

    [Theory]
    [InlineData("html")]
    [InlineData("md")]
    [InlineData("text")]
    [InlineData("json")]
    public void Names_frames_hashes_and_what_could_not_be_read(string format)
    {
        var text = Write(format);

        Assert.Contains("345", text, StringComparison.Ordinal);
        Assert.Contains(SampleFindings.Sha256, text, StringComparison.Ordinal);
        Assert.Contains("the last frame is cut", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Markup_from_the_traffic_stays_text()
    {
        Assert.DoesNotContain("<script", Write("html"), StringComparison.Ordinal);
        Assert.DoesNotContain(" <script", Write("md"), StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', Write("text"));
    }

    private static string Write(string format) => ReportCatalogue.Format(format)!.Write(IncidentReport.Build(s_input));
}
