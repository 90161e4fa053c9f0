using System.Net;
using System.Net.Sockets;
using Portal.Traffic.Captures;
using Portal.Traffic.Live;
using Portal.Traffic.Tests.Captures;

namespace Portal.Traffic.Tests.Live;

/// <summary>On the loopback interface; skipped where this user may not capture.</summary>
public sealed class LiveCaptureTests : IDisposable
{
    private const string Loopback = "lo";
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task Frames_that_pass_the_filter_are_written_until_the_limit()
    {
        using var receiver = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)receiver.Client.LocalEndPoint!).Port;
        using var capture = Open($"udp dst port {port}");

        LiveCaptureSummary summary;
        using (var ring = new CaptureFileRing(_path, capture.LinkType))
        {
            var running = Task.Run(() => capture.Run(ring, 3, CancellationToken.None));
            await SendAsync(port, "one", "two", "three", "four");
            summary = await running.WaitAsync(TimeSpan.FromSeconds(20));
        }

        var written = ReadCapture.Of(await File.ReadAllBytesAsync(_path));
        Assert.Equal((3, null), (summary.Frames, summary.Error));
        Assert.Equal(0, summary.Dropped);
        Assert.Equal(["one", "two", "three"], written.Frames.Select(Payload));
        Assert.All(written.Frames, frame => Assert.Equal(LinkType.Ethernet, frame.LinkType));
        var now = UnixTime.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        Assert.InRange(written.Frames[0].Time, now - (60 * UnixTime.NanosecondsPerSecond), now);
    }

    [Fact]
    public async Task A_cancelled_capture_ends_well_with_what_it_has()
    {
        using var receiver = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)receiver.Client.LocalEndPoint!).Port;
        using var capture = Open($"udp dst port {port}");
        using var ring = new CaptureFileRing(_path, capture.LinkType);
        using var cancel = new CancellationTokenSource();

        var running = Task.Run(() => capture.Run(ring, null, cancel.Token));
        await SendAsync(port, "one");
        await ReceiveAsync(receiver);
        // A quiet interface flushes, so the frame is on disk before the capture ends.
        while (new FileInfo(_path).Length <= 24)
        {
            Assert.False(running.IsCompleted);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        await cancel.CancelAsync();
        var summary = await running.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal((1, null), (summary.Frames, summary.Error));
    }

    [Fact]
    public void A_wrong_filter_is_told_from_a_missing_interface()
    {
        using (Open(null)) { }

        var wrong = Assert.Throws<LiveCaptureException>(() =>
            LiveCapture.Open(new LiveCaptureOptions { Interface = Loopback, Filter = "no such word" })
        );
        var missing = Assert.Throws<LiveCaptureException>(() =>
            LiveCapture.Open(new LiveCaptureOptions { Interface = "nowhere0" })
        );

        Assert.Equal((true, false), (wrong.IsFilterWrong, missing.IsFilterWrong));
        Assert.Contains("nowhere0", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_loopback_interface_is_listed_with_its_address()
    {
        using (Open(null)) { }

        var loopback = Assert.Single(CaptureDevice.List(), device => device.Name == Loopback);

        Assert.Contains("127.0.0.1", loopback.Addresses);
    }

    private static LiveCapture Open(string? filter)
    {
        try
        {
            return LiveCapture.Open(new LiveCaptureOptions { Interface = Loopback, Filter = filter });
        }
        catch (LiveCaptureException failure)
        {
            Assert.Skip($"the loopback interface cannot be captured from: {failure.Message}");
            throw;
        }
    }

    private static async Task SendAsync(int port, params string[] texts)
    {
        using var sender = new UdpClient();
        foreach (var text in texts)
        {
            await sender.SendAsync(System.Text.Encoding.ASCII.GetBytes(text), new IPEndPoint(IPAddress.Loopback, port));
        }
    }

    private static async Task ReceiveAsync(UdpClient receiver) =>
        await receiver.ReceiveAsync(TestContext.Current.CancellationToken);

    /// <summary>Behind Ethernet (14), IPv4 without options (20) and UDP (8).</summary>
    private static string Payload(ReadCapture.Frame frame) =>
        System.Text.Encoding.ASCII.GetString(Convert.FromHexString(frame.Data)[42..]);
}
