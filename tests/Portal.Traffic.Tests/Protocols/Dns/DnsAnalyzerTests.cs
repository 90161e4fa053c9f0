using FsCheck.Xunit;
using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.Dns;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Dns;

public sealed class DnsAnalyzerTests
{
    private static readonly ConnectionId s_server = new("10.0.0.1", 50000, "10.0.0.53", 53);

    [Fact]
    public void A_question_and_its_answer_become_one_row()
    {
        var flow = new ScriptedFlow(s_server, Transports.Udp);
        var analyzer = new DnsAnalyzer(flow);
        Send(analyzer, flow, Side.Originator, DnsSamples.MxQuery);
        Assert.Empty(Rows(flow));
        Send(analyzer, flow, Side.Responder, DnsSamples.MxResponse);
        var row = Assert.Single(Rows(flow));
        Assert.Equal("mx.com", row.Query);
        Assert.Equal(("MX", "C_INTERNET", "NOERROR"), (row.QueryTypeName, row.QueryClassName, row.ResponseCodeName));
        Assert.Equal(["cluster5.us.messagelabs.com", "cluster5a.us.messagelabs.com"], row.Answers);
        Assert.Equal([3600, 3600], row.TimesToLive);
        Assert.Equal(0.001, row.RoundTripTime);
        Assert.Equal((1, 2), (row.FirstFrame, row.LastFrame));
        Assert.Equal(["dns"], flow.Services);
    }

    [Fact]
    public void Questions_without_answers_are_written_at_the_end()
    {
        var flow = new ScriptedFlow(s_server, Transports.Udp);
        var analyzer = new DnsAnalyzer(flow);
        Send(analyzer, flow, Side.Originator, DnsSamples.MxQuery);
        Send(analyzer, flow, Side.Originator, DnsSamples.MxQuery);
        analyzer.OnDone();
        Assert.Equal([1, 2], Rows(flow).Select(row => row.FirstFrame));
        Assert.All(Rows(flow), row => Assert.Null(row.ResponseCode));
    }

    [Fact]
    public void A_response_without_anything_in_it_is_a_rejection()
    {
        var flow = new ScriptedFlow(s_server, Transports.Udp);
        var analyzer = new DnsAnalyzer(flow);
        var refusal = DnsSamples.MxQuery;
        (refusal[2], refusal[3]) = (0x81, 0x85);
        Send(analyzer, flow, Side.Originator, DnsSamples.MxQuery);
        Send(analyzer, flow, Side.Responder, refusal);
        var row = Assert.Single(Rows(flow));
        Assert.True(row.IsRejected);
        Assert.Equal("REFUSED", row.ResponseCodeName);
        Assert.Null(row.RoundTripTime);
    }

    [Fact]
    public void More_waiting_questions_than_the_limit_are_written_alone()
    {
        var flow = new ScriptedFlow(s_server, Transports.Udp);
        var analyzer = new DnsAnalyzer(flow);
        for (var id = 0; id < 5000; id++)
        {
            var query = DnsSamples.MxQuery;
            (query[0], query[1]) = ((byte)(id >> 8), (byte)id);
            Send(analyzer, flow, Side.Originator, query);
        }
        Assert.InRange(Rows(flow).Count, 5000 - 2 * DnsAnalyzer.MaxPending, 5000);
        analyzer.OnDone();
        Assert.Equal(5000, Rows(flow).Count);
    }

    [Fact]
    public void Multicast_questions_and_answers_are_not_paired()
    {
        var flow = new ScriptedFlow(new ConnectionId("10.0.0.1", 5353, "224.0.0.251", 5353), Transports.Udp);
        var analyzer = new DnsAnalyzer(flow);
        Send(analyzer, flow, Side.Originator, DnsSamples.MxQuery);
        Send(analyzer, flow, Side.Originator, DnsSamples.MxResponse);
        Assert.Equal([null, "NOERROR"], Rows(flow).Select(row => row.ResponseCodeName));
        Assert.False(flow.IsFlipped);
    }

    [Fact]
    public void An_answer_that_comes_first_turns_the_roles_around()
    {
        var flow = new ScriptedFlow(new ConnectionId("10.0.0.53", 53, "10.0.0.1", 50000), Transports.Udp);
        Send(new DnsAnalyzer(flow), flow, Side.Originator, DnsSamples.MxResponse);
        Assert.True(flow.IsFlipped);
    }

    [Fact]
    public void NetBIOS_names_and_types_are_told_by_the_port()
    {
        var flow = new ScriptedFlow(new ConnectionId("10.0.0.1", 137, "10.0.0.255", 137), Transports.Udp);
        var analyzer = new DnsAnalyzer(flow);
        Send(analyzer, flow, Side.Originator, DnsSamples.NetbiosWildcard);
        analyzer.OnDone();
        var row = Assert.Single(Rows(flow));
        Assert.Equal(("*", "NBSTAT", "netbios-query"), (row.Query, row.QueryTypeName, row.OperationName));
    }

    [Property(MaxTest = 50)]
    public void Any_segmentation_of_a_stream_gives_the_same_rows(byte[] cuts)
    {
        byte[] stream =
        [
            .. Framed(DnsSamples.MxResponse),
            .. Framed(DnsSamples.DsResponse),
            .. Framed(DnsSamples.HttpsResponse),
        ];
        var flow = new ScriptedFlow(s_server);
        var analyzer = new DnsAnalyzer(flow);
        for (var (at, i) = (0, 0); at < stream.Length; i++)
        {
            var length = cuts.Length == 0 ? stream.Length : Math.Min(cuts[i % cuts.Length] + 1, stream.Length - at);
            Send(analyzer, flow, Side.Responder, stream.AsSpan(at, length));
            at += length;
        }
        analyzer.OnDone();
        Assert.Equal(
            ["mx.com", "upenn.edu", null],
            Rows(flow)
                .OrderBy(row => row.TransactionId == 0xf29f)
                .ThenBy(row => row.TransactionId)
                .Select(row => row.Query)
        );
    }

    [Fact]
    public void A_hole_inside_a_message_costs_that_message_only()
    {
        var flow = new ScriptedFlow(s_server);
        var analyzer = new DnsAnalyzer(flow);
        var first = Framed(DnsSamples.DsResponse);
        Send(analyzer, flow, Side.Responder, first.AsSpan(0, 100));
        analyzer.OnGap(Side.Responder, 50, flow.NextFrame());
        Send(analyzer, flow, Side.Responder, first.AsSpan(150));
        Send(analyzer, flow, Side.Responder, Framed(DnsSamples.MxResponse));
        analyzer.OnDone();
        Assert.Equal("mx.com", Assert.Single(Rows(flow)).Query);
        Assert.Empty(flow.Weirds);
    }

    [Fact]
    public void A_hole_over_a_length_loses_the_stream_and_says_so()
    {
        var flow = new ScriptedFlow(s_server);
        var analyzer = new DnsAnalyzer(flow);
        analyzer.OnGap(Side.Responder, 50, flow.NextFrame());
        Send(analyzer, flow, Side.Responder, Framed(DnsSamples.MxResponse));
        analyzer.OnDone();
        Assert.Empty(Rows(flow));
        Assert.Equal(["dns_stream_lost_in_gap"], flow.Weirds);
    }

    [Property(MaxTest = 300)]
    public void Random_datagrams_and_segments_never_throw(byte[] bytes, bool isUdp)
    {
        if (bytes.Length == 0)
        {
            return;
        }
        var flow = new ScriptedFlow(s_server, isUdp ? Transports.Udp : Transports.Tcp);
        new DnsProtocol().Claims(flow, Side.Originator, bytes);
        var analyzer = new DnsAnalyzer(flow);
        Send(analyzer, flow, Side.Originator, bytes);
        analyzer.OnGap(Side.Originator, 7, flow.NextFrame());
        Send(analyzer, flow, Side.Originator, bytes);
        analyzer.OnDone();
    }

    [Theory]
    [InlineData(40000, true)]
    [InlineData(53, true)]
    public void Messages_are_recognised_on_any_port(int port, bool isClaimed)
    {
        var flow = new ScriptedFlow(new ConnectionId("10.0.0.1", 50000, "10.0.0.53", port), Transports.Udp);
        var claim = new DnsProtocol().Claims(flow, Side.Originator, DnsSamples.MxQuery);
        Assert.Equal(isClaimed ? Claim.Yes : Claim.No, claim);
    }

    [Fact]
    public void Other_datagrams_are_not_claimed_on_other_ports()
    {
        var flow = new ScriptedFlow(new ConnectionId("10.0.0.1", 50000, "10.0.0.53", 40000), Transports.Udp);
        Assert.Equal(Claim.No, new DnsProtocol().Claims(flow, Side.Originator, "GET / HTTP/1.1\r\n\r\n"u8));
        Assert.Equal(Claim.No, new DnsProtocol().Claims(flow, Side.Originator, new byte[48]));
    }

    [Fact]
    public void A_stream_is_claimed_only_with_a_length_and_a_question()
    {
        var flow = new ScriptedFlow(s_server);
        var protocol = new DnsProtocol();
        var stream = Framed(DnsSamples.MxQuery);
        Assert.Equal(Claim.Yes, protocol.Claims(flow, Side.Originator, stream));
        Assert.Equal(Claim.NeedMore, protocol.Claims(flow, Side.Originator, stream.AsSpan(0, 8)));
        Assert.Equal(Claim.No, protocol.Claims(flow, Side.Originator, "SSH-2.0-OpenSSH_9.6\r\n"u8));
    }

    private static byte[] Framed(byte[] message) => [(byte)(message.Length >> 8), (byte)message.Length, .. message];

    private static void Send(DnsAnalyzer analyzer, ScriptedFlow flow, Side side, ReadOnlySpan<byte> bytes) =>
        analyzer.OnData(side, bytes, flow.NextFrame());

    private static IReadOnlyList<DnsRecord> Rows(ScriptedFlow flow) => flow.Collected.Of(DnsRecord.Table);
}
