using System.Text.Json;
using Portal.Analysis.Indicators;
using Portal.Analysis.Indicators.Export;
using Portal.Analysis.Indicators.Stix;

namespace Portal.Analysis.Tests.Indicators.Export;

public sealed class ExportTests
{
    private static readonly StixBundleOptions s_options = new() { CaseName = "Case 7" };

    [Fact]
    public void Exactly_these_formats_are_found() =>
        Assert.Equal(
            ["csv", "misp", "stix", "suricata", "text", "zeek-intel"],
            ExportCatalogue.All.Select(export => export.Name)
        );

    [Theory]
    [InlineData("stix", "ja3", false)]
    [InlineData("stix", "ja4", false)]
    [InlineData("stix", "x509-sha256", true)]
    [InlineData("misp", "ja3", true)]
    [InlineData("misp", "ja4", false)]
    [InlineData("suricata", "ja3", true)]
    [InlineData("suricata", "url", false)]
    [InlineData("zeek-intel", "ja3", false)]
    [InlineData("csv", "ja4", true)]
    public void A_format_says_which_types_it_has_a_form_for(string format, string type, bool carries)
    {
        var export = ExportCatalogue.Find(format)!;

        Assert.Equal(carries, export.Carries(type));
    }

    [Fact]
    public void A_cell_that_a_spreadsheet_would_run_is_made_text()
    {
        var hostile = new Indicator("domain-name", "=HYPERLINK(\"x\")", "a, b", 0, 0, []);

        var csv = ExportCatalogue.Find("csv")!.Write([], [hostile], s_options);

        Assert.Contains("domain-name,\"'=HYPERLINK(\"\"x\"\")\",\"a, b\"", csv, StringComparison.Ordinal);
    }

    [Fact]
    public void Suricata_rules_have_stable_numbers_and_escape_what_ends_a_string()
    {
        var hostile = new Indicator("domain-name", "a\";b.example", "x", 0, 0, []);

        var rules = ExportCatalogue.Find("suricata")!.Write([], [.. SampleFindings.Indicators, hostile], s_options);

        Assert.Equal(
            rules,
            ExportCatalogue.Find("suricata")!.Write([], [.. SampleFindings.Indicators, hostile], s_options)
        );
        Assert.Contains("content:\".a\\\"\\;b.example\"", rules, StringComparison.Ordinal);
        var numbers = rules
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(rule => rule[rule.IndexOf("sid:", StringComparison.Ordinal)..]);
        Assert.Distinct(numbers);
    }

    [Fact]
    public void The_MISP_event_has_an_attribute_for_each_type_that_MISP_knows()
    {
        using var document = JsonDocument.Parse(
            ExportCatalogue.Find("misp")!.Write([], SampleFindings.Indicators, s_options)
        );

        var attributes = document.RootElement.GetProperty("Event").GetProperty("Attribute").EnumerateArray();

        Assert.Equal(
            ["domain", "ip-dst", "ja3-fingerprint-md5", "url", "x509-fingerprint-sha256"],
            attributes.Select(attribute => attribute.GetProperty("type").GetString()!)
        );
    }
}
