using System.Text.Json;
using Portal.Analysis.Indicators;
using Portal.Analysis.Indicators.Stix;
using Portal.Samples;

namespace Portal.Analysis.Tests.Indicators.Stix;

public sealed class StixBundleTests
{
    private static readonly StixBundleOptions s_options = new() { CaseName = "Case 7", Tlp = Tlp.AmberStrict };

    private static string Build() =>
        StixBundle.Build([SampleFindings.Beacon, SampleFindings.Tunnel], SampleFindings.Indicators, s_options);

    [Fact]
    public void Is_the_same_byte_for_byte_on_every_export() => Assert.Equal(Build(), Build());

    [Fact]
    public void Sightings_say_where_how_often_and_in_which_frames()
    {
        using var bundle = JsonDocument.Parse(Build());

        var sightings = bundle
            .RootElement.GetProperty("objects")
            .EnumerateArray()
            .Where(item => Type(item) == "sighting")
            .ToList();

        Assert.Equal(5, sightings.Count);
        Assert.All(sightings, sighting => Assert.Equal(1, sighting.GetProperty("where_sighted_refs").GetArrayLength()));
        Assert.Contains(sightings, sighting => sighting.GetProperty("count").GetInt64() == 237);
        Assert.Contains("345", sightings[0].GetProperty("external_references").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Quotes_and_backslashes_of_a_value_are_escaped_in_its_pattern()
    {
        using var bundle = JsonDocument.Parse(Build());

        var patterns = bundle
            .RootElement.GetProperty("objects")
            .EnumerateArray()
            .Where(item => Type(item) == "indicator")
            .Select(item => item.GetProperty("pattern").GetString());

        Assert.Contains(@"[url:value = 'http://185.220.101.42/it\'s\\here']", patterns);
    }

    [Fact]
    public void Valid_from_is_the_first_observation_and_never_the_time_of_the_export()
    {
        using var bundle = JsonDocument.Parse(Build());

        var indicator = bundle
            .RootElement.GetProperty("objects")
            .EnumerateArray()
            .First(item => Type(item) == "indicator");

        Assert.Equal("2025-11-15T14:01:12.118Z", indicator.GetProperty("valid_from").GetString());
    }

    [Fact]
    public async Task Passes_the_published_schemas_and_the_rules_beyond_them()
    {
        // Debian's python3-jsonschema belongs to Debian's own interpreter, whatever else stands first on PATH.
        var python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : Tool.Require("python3");
        var check = Path.Combine(Corpus.File("."), "..", "tools", "stix_check.py");
        Assert.SkipWhen(
            (await Tool.RunAsync(python, "-c", "import jsonschema")).ExitCode != 0,
            "python3-jsonschema is not installed"
        );
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(file, Build());

        var (exit, output, error) = await Tool.RunAsync(python, check, file);
        File.Delete(file);

        Assert.True(exit == 0, output + error);
    }

    private static string? Type(JsonElement item) => item.GetProperty("type").GetString();
}
