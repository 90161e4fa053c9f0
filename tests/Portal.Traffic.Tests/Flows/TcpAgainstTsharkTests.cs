using Portal.Samples;
using Portal.Traffic.Flows;
using Portal.Traffic.Protocols;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Flows;

/// <summary>Packets and reassembled streams of TCP, checked with tshark.</summary>
public sealed class TcpAgainstTsharkTests
{
    [Theory]
    [InlineData("captures/formats/handshake-reorder.pcap")]
    [InlineData("captures/formats/test_ethernet.pcap")]
    [InlineData("captures/formats/http-qinq-0.pcap")]
    [InlineData("captures/formats/ipv6_http.pcap")]
    [InlineData("captures/formats/snap-tcp.pcap")]
    [InlineData("captures/http/http-empty-useragent.pcap")]
    [InlineData("captures/http/http2_deflate.pcap")]
    [InlineData("captures/benign/krb5-tcp.pcap")]
    public async Task The_first_stream_is_what_tshark_follows(string capture)
    {
        var file = Corpus.File(capture);
        var tshark = Tool.Require("tshark");
        var (_, followed, _) = await Tool.RunAsync(tshark, "-r", file, "-q", "-z", "follow,tcp,raw,0");
        var expected = Followed(followed);
        var recorder = new StreamRecorder();

        RecordCollector.Analyze(file, new TrafficAnalyzerOptions { Protocols = [recorder] });

        // tshark's first node is the sender of the first frame; ours is the one who opened the connection.
        Assert.NotEmpty(string.Concat(expected));
        var stream = recorder.Streams[0];
        string[] ours =
        [
            Convert.ToHexString(stream.Of(Side.Originator)),
            Convert.ToHexString(stream.Of(Side.Responder)),
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), ours.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("captures/http/http-range-multiflows__input.pcap")]
    [InlineData("captures/benign/1kxun.pcap")]
    [InlineData("captures/formats/retransmit-fast009.pcap")]
    [InlineData("captures/lateral/20171220_smb_psexec_add_user.pcap")]
    public async Task Packets_between_two_endpoints_are_those_that_tshark_counts(string capture)
    {
        var file = Corpus.File(capture);
        var tshark = Tool.Require("tshark");
        var (_, lines, _) = await Tool.RunAsync(
            tshark,
            "-r",
            file,
            "-Y",
            "tcp && !icmp",
            "-T",
            "fields",
            "-e",
            "ip.src",
            "-e",
            "ipv6.src",
            "-e",
            "tcp.srcport",
            "-e",
            "ip.dst",
            "-e",
            "ipv6.dst",
            "-e",
            "tcp.dstport"
        );
        var expected = lines
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .Select(f => $"{f[0]}{f[1]} {f[2]} {f[3]}{f[4]} {f[5]}")
            .CountBy(key => key)
            .ToDictionary();

        var ours = new Dictionary<string, int>();
        foreach (var conn in RecordCollector.Analyze(file).Of(ConnRecord.Table).Where(conn => conn.Protocol == "tcp"))
        {
            var id = conn.Id!;
            Add(
                ours,
                $"{id.OriginatorHost} {id.OriginatorPort} {id.ResponderHost} {id.ResponderPort}",
                conn.OriginatorPackets
            );
            Add(
                ours,
                $"{id.ResponderHost} {id.ResponderPort} {id.OriginatorHost} {id.OriginatorPort}",
                conn.ResponderPackets
            );
        }

        Assert.NotEmpty(expected);
        Assert.Equal(
            expected.OrderBy(e => e.Key, StringComparer.Ordinal),
            ours.OrderBy(e => e.Key, StringComparer.Ordinal)
        );
    }

    private static void Add(Dictionary<string, int> counts, string key, long packets)
    {
        if (packets > 0)
        {
            counts[key] = counts.GetValueOrDefault(key) + (int)packets;
        }
    }

    /// <summary>Lines of hex; those of the second node are indented.</summary>
    private static string[] Followed(string output)
    {
        var hex = output
            .Split('\n')
            .Where(line => line.Trim().Length > 0 && line.Trim().All(char.IsAsciiHexDigit))
            .ToList();
        return
        [
            string.Concat(hex.Where(line => line[0] != '\t')).ToUpperInvariant(),
            string.Concat(hex.Where(line => line[0] == '\t').Select(line => line.Trim())).ToUpperInvariant(),
        ];
    }

    private sealed class StreamRecorder : IProtocol
    {
        public List<Stream> Streams { get; } = [];

        public string Name => "stream";

        public Transports Transports => Transports.Tcp;

        public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes) => Claim.Yes;

        public IFlowAnalyzer Start(FlowContext flow)
        {
            var stream = new Stream();
            Streams.Add(stream);
            return stream;
        }
    }

    private sealed class Stream : IFlowAnalyzer
    {
        private readonly List<byte> _originator = [];
        private readonly List<byte> _responder = [];

        public byte[] Of(Side side) => [.. side == Side.Originator ? _originator : _responder];

        public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame) =>
            (side == Side.Originator ? _originator : _responder).AddRange(bytes);

        public void OnGap(Side side, long bytes, FrameStamp frame) => Assert.Fail($"a gap of {bytes} bytes");

        public void OnEnd(Side side, FrameStamp frame) { }

        public void OnDone() { }
    }
}
