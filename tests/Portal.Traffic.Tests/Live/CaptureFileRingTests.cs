using Portal.Traffic.Captures;
using Portal.Traffic.Live;
using Portal.Traffic.Tests.Captures;

namespace Portal.Traffic.Tests.Live;

public sealed class CaptureFileRingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Without_a_size_all_frames_go_into_one_file()
    {
        Fill(100, null, null);

        Assert.Equal(["a.pcap"], Names());
        Assert.Equal(Enumerable.Range(0, 100), Read("a.pcap"));
    }

    [Fact]
    public void With_a_size_the_next_files_are_numbered_from_one()
    {
        // A header of 24 and records of 20 bytes: the fifth record makes a file larger than 110.
        Fill(12, 110, null);

        Assert.Equal(["a.pcap", "a.pcap1", "a.pcap2"], Names());
        Assert.Equal([0, 1, 2, 3, 4], Read("a.pcap"));
        Assert.Equal([5, 6, 7, 8, 9], Read("a.pcap1"));
        Assert.Equal([10, 11], Read("a.pcap2"));
    }

    [Fact]
    public void With_a_count_the_oldest_file_is_overwritten()
    {
        Fill(62, 110, 11);

        Assert.Equal(Enumerable.Range(0, 11).Select(i => $"a.pcap{i:D2}"), Names());
        Assert.Equal([55, 56, 57, 58, 59], Read("a.pcap00"));
        Assert.Equal([60, 61], Read("a.pcap01"));
        Assert.Equal([10, 11, 12, 13, 14], Read("a.pcap02"));
    }

    private void Fill(int frames, long? rotateBytes, int? fileLimit)
    {
        using var ring = new CaptureFileRing(
            Path.Combine(_folder, "a.pcap"),
            LinkType.Ethernet,
            rotateBytes,
            fileLimit
        );
        for (var i = 0; i < frames; i++)
        {
            ring.Write(i * UnixTime.NanosecondsPerSecond, BitConverter.GetBytes(i), 4);
        }
    }

    private IEnumerable<string?> Names() =>
        Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private IEnumerable<int> Read(string name)
    {
        var capture = ReadCapture.Of(File.ReadAllBytes(Path.Combine(_folder, name)));
        Assert.False(capture.Reader.IsTruncated);
        return capture.Frames.Select(frame => BitConverter.ToInt32(Convert.FromHexString(frame.Data)));
    }
}
