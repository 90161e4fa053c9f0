namespace Portal.Cli.Tests.Commands;

public sealed class ExportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_a_format_has_no_form_for_is_said_on_stderr_and_what_is_written_stays_the_same()
    {
        var demo = Path.Combine(_folder.Path, "demo");
        Assert.Equal(0, (await PortalProcess.RunAsync("demo", "-o", demo)).ExitCode);
        var capture = Directory.GetFiles(demo, "*.pcap").Single();

        var csv = await PortalProcess.RunAsync("export", capture, "--format", "csv");
        var rules = await PortalProcess.RunAsync("export", capture, "--format", "suricata");

        Assert.Equal((0, 0), (csv.ExitCode, rules.ExitCode));
        Assert.DoesNotContain("left out", csv.Error, StringComparison.Ordinal);
        var types = csv
            .Output.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Select(line => line.Split(',')[0])
            .Where(type => type is not ("ipv4-addr" or "ipv6-addr" or "domain-name" or "ja3"))
            .GroupBy(type => type)
            .OrderBy(type => type.Key, StringComparer.Ordinal)
            .Select(type => $"{type.Count()} {type.Key}")
            .ToList();
        Assert.NotEmpty(types);
        Assert.Contains($"left out: {string.Join(", ", types)}", rules.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("left out", rules.Output, StringComparison.Ordinal);
    }
}
