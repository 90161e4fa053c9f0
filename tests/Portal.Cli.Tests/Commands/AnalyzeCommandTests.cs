using System.Text.Json;

namespace Portal.Cli.Tests.Commands;

public sealed class AnalyzeCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_capture_and_the_logs_of_the_same_traffic_are_analyzed_together_within_the_memory_of_the_command()
    {
        var demo = Path.Combine(_folder.Path, "demo");
        Assert.Equal(0, (await PortalProcess.RunAsync("demo", "-o", demo)).ExitCode);

        var alone = await PortalProcess.RunAsync("analyze", Directory.GetFiles(demo, "*.pcap").Single(), "--json");
        var both = await PortalProcess.RunAsync("analyze", demo, "--json");

        Assert.DoesNotContain("failed", both.Error, StringComparison.Ordinal);
        Assert.Equal(Subjects(alone.Output), Subjects(both.Output));
    }

    /// <summary>Detector, source and destination of the findings of high severity, which no second sensor adds to.</summary>
    private static List<string> Subjects(string json)
    {
        using var document = JsonDocument.Parse(json);
        return
        [
            .. document
                .RootElement.GetProperty("findings")
                .EnumerateArray()
                .Where(finding => finding.GetProperty("score").GetInt32() >= 60)
                .Select(finding =>
                    $"{finding.GetProperty("detector")} {finding.GetProperty("source")} {finding.GetProperty("destination")}"
                )
                .Order(StringComparer.Ordinal),
        ];
    }
}
