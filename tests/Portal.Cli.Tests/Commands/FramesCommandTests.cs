using Portal.Samples;

namespace Portal.Cli.Tests.Commands;

/// <summary><c>portal frames</c> and <c>portal slice</c> with what flows say of frames.</summary>
public sealed class FramesCommandTests : IDisposable
{
    private const string Sample = "captures/tls/tls-1.2-stream-keylog";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_filter_sees_what_a_key_log_opens_and_prints_it()
    {
        var capture = Copy();
        string[] wanted = ["frames", capture, "-Y", "http.request", "-e", "http.request.method", "-e", "http.host"];

        var closed = await PortalProcess.RunAsync(wanted);
        var open = await PortalProcess.RunAsync([.. wanted, "--keys", Corpus.File($"{Sample}.keys.txt")]);

        Assert.Equal((0, ""), (closed.ExitCode, closed.Output));
        Assert.Equal(0, open.ExitCode);
        var lines = open.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(16, lines.Length);
        Assert.All(lines, line => Assert.Matches(@"^\d+\tGET\t\S+$", line));
    }

    [Fact]
    public async Task A_slice_by_a_filter_has_the_frames_that_complete_the_messages()
    {
        var capture = Copy();
        var slice = Path.Combine(_folder.Path, "slice.pcapng");
        string[] keys = ["--keys", Corpus.File($"{Sample}.keys.txt")];

        var numbers = await PortalProcess.RunAsync(["frames", capture, "-Y", "http.response", .. keys]);
        var cut = await PortalProcess.RunAsync(["slice", capture, "-Y", "http.response", "-w", slice, .. keys]);
        var comments = await PortalProcess.RunAsync(["frames", slice, "-e", "frame.comment"]);

        Assert.Equal(0, cut.ExitCode);
        var expected = numbers
            .Output.TrimEnd('\n')
            .Split('\n')
            .Select((number, i) => $"{i + 1}\torig frame {number} of day.pcap");
        Assert.Equal(expected, comments.Output.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task A_key_log_that_is_none_is_a_wrong_call()
    {
        var run = await PortalProcess.RunAsync("frames", Copy(), "-Y", "tls", "--keys", _folder.Write("x", "words"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("there are no TLS secrets in it", run.Error, StringComparison.Ordinal);
    }

    private string Copy()
    {
        var capture = Path.Combine(_folder.Path, "day.pcap");
        File.Copy(Corpus.File($"{Sample}.pcap"), capture);
        return capture;
    }
}
