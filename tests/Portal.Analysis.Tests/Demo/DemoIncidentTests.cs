using System.Security.Cryptography;
using System.Text.Json;
using Portal.Analysis.Demo;
using Portal.Samples;

namespace Portal.Analysis.Tests.Demo;

public sealed class DemoIncidentTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("demo").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Is_the_same_byte_for_byte_every_time()
    {
        var first = SHA256.HashData(File.ReadAllBytes(DemoIncident.Write(Path.Combine(_folder, "a"))));
        var second = SHA256.HashData(File.ReadAllBytes(DemoIncident.Write(Path.Combine(_folder, "b"))));

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Its_truth_names_frames_that_run_between_the_hosts_it_names()
    {
        var tshark = Tool.Require("tshark");
        var capture = DemoIncident.Write(_folder);
        using var truth = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_folder, "truth.json")));
        var (_, output, _) = await Tool.RunAsync(tshark, "-r", capture, "-T", "fields", "-e", "ip.src", "-e", "ip.dst");
        var frames = output.Split('\n');

        foreach (var entry in (string[])["findings", "benign"])
        {
            Assert.NotEmpty(truth.RootElement.GetProperty(entry).EnumerateArray());
            foreach (var item in truth.RootElement.GetProperty(entry).EnumerateArray())
            {
                string[] hosts =
                [
                    item.GetProperty("source").GetString()!,
                    item.GetProperty("destination").GetString()!,
                ];
                foreach (var name in (string[])["firstFrame", "lastFrame"])
                {
                    var frame = frames[item.GetProperty(name).GetInt32() - 1].Split('\t');
                    Assert.Equal(hosts.Order(), frame.Order());
                }
            }
        }
    }
}
