using System.CommandLine;
using Portal.Cli.Commands;
using Portal.Traffic.Live;

namespace Portal.Cli.Tests.Commands;

public sealed class CaptureCommandTests
{
    [Theory]
    [InlineData("", "needs -i IF and -w FILE")]
    [InlineData("-i lo", "needs -i IF and -w FILE")]
    [InlineData("-i lo -w a -W 3", "-W needs -C")]
    [InlineData("-i lo -w a -C 0", "numbers from 1")]
    [InlineData("-i lo -w a -c -5", "numbers from 1")]
    [InlineData("-i lo -w - -C 1", "cannot be rotated")]
    public void Wrong_usage_is_told_before_anything_is_opened(string arguments, string expected)
    {
        var parsed = Parse(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Contains(parsed.Errors, error => error.Message.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-D")]
    [InlineData("-i lo -w a.pcap")]
    [InlineData("-i lo -f tcp -w a.pcap -C 10 -W 5 -c 100")]
    [InlineData("-i lo -w -")]
    public void The_options_of_tcpdump_are_understood(string arguments)
    {
        Assert.Empty(Parse(arguments.Split(' ')).Errors);
    }

    [Fact]
    public async Task An_interface_that_is_not_there_is_unreadable_and_a_wrong_filter_wrong_usage()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            using (LiveCapture.Open(new LiveCaptureOptions { Interface = "lo" })) { }
        }
        catch (LiveCaptureException failure)
        {
            Assert.Skip($"the loopback interface cannot be captured from: {failure.Message}");
        }

        Assert.Equal(ExitCode.Unreadable, await Parse(["-i", "nowhere0", "-w", file]).InvokeAsync());
        Assert.Equal(ExitCode.Usage, await Parse(["-i", "lo", "-f", "no such word", "-w", file]).InvokeAsync());
        Assert.Equal(ExitCode.Unreadable, await Parse(["-i", "lo", "-w", Path.Combine(file, "x")]).InvokeAsync());
        Assert.False(File.Exists(file));
    }

    private static ParseResult Parse(string[] arguments) => new CaptureCommand().Create().Parse(arguments);
}
