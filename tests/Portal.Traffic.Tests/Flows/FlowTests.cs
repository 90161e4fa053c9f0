using FsCheck.Xunit;
using Portal.Traffic.Captures;
using Portal.Traffic.Flows;
using Portal.Traffic.Packets;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Flows;

public sealed class FlowTests
{
    [Property]
    public void A_key_is_the_same_in_both_directions(ulong a, ulong b, ushort p, ushort q, byte protocol)
    {
        var (source, destination) = (new IpAddress(0, a), new IpAddress(0, b));
        var there = FlowKey.Of(source, p, destination, q, protocol);
        var back = FlowKey.Of(destination, q, source, p, protocol);

        Assert.Equal(there, back);
        Assert.Equal(there.GetHashCode(), back.GetHashCode());
    }

    [Fact]
    public void A_question_and_its_answer_over_UDP_are_SF()
    {
        var conn = new Wire()
            .Udp(Wire.A, 5000, Wire.B, 9999, "question")
            .Udp(Wire.B, 9999, Wire.A, 5000, "answer")
            .Single();

        Assert.Equal(("SF", "Dd", "udp"), (conn.State, conn.History, conn.Protocol));
        Assert.Equal((8, 6), (conn.OriginatorBytes, conn.ResponderBytes));
        Assert.Equal((36, 34), (conn.OriginatorIpBytes, conn.ResponderIpBytes));
    }

    [Fact]
    public void An_answer_alone_turns_the_roles_by_its_port()
    {
        var conn = new Wire().Udp(Wire.B, 161, Wire.A, 5000, "answer").Single();

        Assert.Equal(("SHR", "^d"), (conn.State, conn.History));
        Assert.Equal((5000, 161), (conn.Id!.OriginatorPort, conn.Id.ResponderPort));
        Assert.Null(conn.Duration);
        Assert.Null(conn.ResponderBytes);
    }

    [Fact]
    public void Echo_and_reply_are_one_flow_with_both_types_as_ports()
    {
        var conn = new Wire().Icmp(Wire.A, Wire.B, 8, 0).Icmp(Wire.B, Wire.A, 0, 0).Single();

        Assert.Equal(
            ("icmp", "OTH", 8, 0),
            (conn.Protocol, conn.State, conn.Id!.OriginatorPort, conn.Id.ResponderPort)
        );
        Assert.Equal((4, 4), (conn.OriginatorBytes, conn.ResponderBytes));
        Assert.Null(conn.History);
    }

    [Fact]
    public void One_way_messages_of_each_host_are_flows_of_their_own()
    {
        var conns = new Wire().Icmp(Wire.A, Wire.B, 3, 3).Icmp(Wire.B, Wire.A, 3, 3).Finish();

        Assert.Equal(2, conns.Count);
        Assert.All(conns, conn => Assert.Equal((3, 3), (conn.Id!.OriginatorPort, conn.Id.ResponderPort)));
    }

    [Fact]
    public void A_transport_without_ports_is_a_flow_by_its_number()
    {
        var conn = new Wire().Send(132, Wire.A, Wire.B, new byte[16]).Send(132, Wire.B, Wire.A, new byte[16]).Single();

        Assert.Equal(("unknown_transport", 132, 0), (conn.Protocol, conn.IpProtocol, conn.Id!.OriginatorPort));
        Assert.Equal((1, 1), (conn.OriginatorPackets, conn.ResponderPackets));
    }

    [Theory]
    [InlineData(5000, 9999, 59, 1)]
    [InlineData(5000, 9999, 61, 2)]
    [InlineData(5000, 53, 8, 1)]
    [InlineData(5000, 53, 20, 2)]
    public void Silence_ends_a_UDP_flow_after_a_minute_and_DNS_after_ten_seconds(
        int source,
        int port,
        double wait,
        int expected
    )
    {
        var conns = new Wire()
            .Udp(Wire.A, source, Wire.B, port, "one")
            .Wait(wait)
            .Udp(Wire.A, source, Wire.B, port, "two")
            .Finish();

        Assert.Equal(expected, conns.Count);
    }

    [Fact]
    public void Ends_the_flow_that_was_silent_longest_when_there_are_too_many()
    {
        var wire = new Wire(new TrafficAnalyzerOptions { MaxFlows = 2, Protocols = [] });
        wire.Udp(Wire.A, 1, Wire.B, 7, "x")
            .Udp(Wire.A, 2, Wire.B, 7, "x")
            .Udp(Wire.A, 1, Wire.B, 7, "y")
            .Udp(Wire.A, 3, Wire.B, 7, "x");

        Assert.Equal(2, Assert.Single(wire.Records.Of(ConnRecord.Table)).Id!.OriginatorPort);
        Assert.Equal((1, 2), (wire.Counters.FlowsEvicted, wire.OpenFlows));
    }

    [Fact]
    public void Community_id_is_that_of_the_specification()
    {
        // The baseline of corelight/community-id-spec: 128.232.110.120:34855 to 66.35.250.204:80.
        const uint Client = 0x80E8_6E78;
        const uint Server = 0x4223_FACC;

        var conn = new Wire().Send(6, Client, Server, Wire.Tcp(34855, 80, TcpFlags.Syn, 1, 0, "")).Single();

        Assert.Equal("1:LQU9qZlK+B5F3KDmev6m5PMibrg=", conn.CommunityId);
    }

    [Fact]
    public void Identifiers_are_the_same_on_every_run()
    {
        static string? Run() => new Wire().Udp(Wire.A, 5000, Wire.B, 9999, "x").Single().Uid;

        Assert.Equal(Run(), Run());
        Assert.Matches("^C[0-9A-Za-z]{17}$", Run());
    }

    [Theory]
    [InlineData("01000CCCCCCC 020000000001 0006 AAAA03 00000C 2000", "cdp")]
    [InlineData("01000CCCCCCD 020000000001 0006 AAAA03 00000C 010B", "pvst")]
    [InlineData("01000CCCCCCC 020000000001 0006 AAAA03 00000C 7777", "cisco_0x7777")]
    [InlineData("01000CCCCCCC 020000000001 0006 AAAA03 123456 2000", "snap_vendor")]
    [InlineData("0180C2000000 020000000001 0003 424203", "stp")]
    [InlineData("0180C200000E 020000000001 88CC 0207040200000000", "lldp")]
    public void Link_protocols_are_counted_by_name(string hex, string name)
    {
        var frame = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        var analyzer = new TrafficAnalyzer(new TrafficAnalyzerOptions(), new Portal.Samples.RecordCollector());
        analyzer.Process(1, 0, LinkType.Ethernet, frame, (uint)frame.Length);

        Assert.Equal([new CountedName(name, 1, 1)], analyzer.Counters.OtherFrames);
    }

    [Theory]
    [InlineData(2, "igmp")]
    [InlineData(88, "eigrp")]
    [InlineData(89, "ospf")]
    [InlineData(253, "ip_protocol_253")]
    public void Packets_without_ports_are_flows_and_counted_by_name(byte protocol, string name)
    {
        var wire = new Wire();
        wire.Send(protocol, Wire.A, Wire.B, [1, 2, 3, 4]).Send(protocol, Wire.A, Wire.B, [1, 2, 3, 4]);

        Assert.Equal(protocol, Assert.Single(wire.Finish()).IpProtocol);
        Assert.Equal([new CountedName(name, 2, 1)], wire.Counters.OtherPackets);
        Assert.Empty(wire.Counters.OtherFrames);
    }

    [Fact]
    public void Counts_what_is_no_IP_by_name_with_the_first_place()
    {
        var analyzer = new TrafficAnalyzer(
            new TrafficAnalyzerOptions { Protocols = [] },
            new Portal.Samples.RecordCollector()
        );
        var arp = Convert.FromHexString(
            "FFFFFFFFFFFF020000000001080600010800060400010200000000010A0000010000000000000A000002"[..84]
        );
        var lldp = Convert.FromHexString("01000CCCCCCC02000000000188CC0207040200000000");
        analyzer.Process(1, 0, LinkType.Ethernet, lldp, (uint)lldp.Length);
        analyzer.Process(2, 0, LinkType.Ethernet, arp, (uint)arp.Length);
        analyzer.Process(3, 0, LinkType.Ethernet, lldp, (uint)lldp.Length);
        analyzer.Process(4, 0, LinkType.Ethernet, [1, 2, 3], 3);

        Assert.Equal([new CountedName("arp", 1, 2), new CountedName("lldp", 2, 1)], analyzer.Counters.OtherFrames);
        Assert.Equal([new CountedName("truncated_ethernet_frame", 1, 4)], analyzer.Counters.Anomalies);
    }

    [Fact]
    public void Fragments_are_one_datagram_of_their_flow()
    {
        var udp = Wire.UdpBytes(5000, 9999, new byte[100]);
        var wire = new Wire()
            .SendRaw(Wire.Ipv4(17, Wire.A, Wire.B, udp[56..], 7, 7))
            .SendRaw(Wire.Ipv4(17, Wire.A, Wire.B, udp[..56], 7, 0x2000));
        var conn = wire.Single();

        Assert.Equal((1, 128), (conn.OriginatorPackets, conn.OriginatorIpBytes));
        Assert.Equal(2, wire.Counters.Fragments);
    }

    [Fact]
    public void Frames_from_before_do_not_turn_the_clock_back()
    {
        var conns = new Wire()
            .Udp(Wire.A, 1, Wire.B, 9999, "now")
            .Wait(-3600)
            .Udp(Wire.A, 2, Wire.B, 9999, "an hour ago")
            .Udp(Wire.A, 2, Wire.B, 9999, "an hour ago")
            .Finish();

        Assert.Equal(3, conns.Count);
    }

    [Fact]
    public void Allocates_nothing_for_a_frame_of_a_known_flow()
    {
        var analyzer = new TrafficAnalyzer(
            new TrafficAnalyzerOptions { Protocols = [] },
            new Portal.Samples.RecordCollector()
        );
        var frames = Enumerable
            .Range(0, 2000)
            .Select(i => Wire.Ipv4(6, Wire.A, Wire.B, Wire.Tcp(40000, 80, TcpFlags.Ack, 101 + (uint)i, 301, "x")))
            .ToArray();
        var time = 0L;
        void Play(int from, int to)
        {
            for (var i = from; i < to; i++)
            {
                analyzer.Process(i + 1, time += 1_000_000, LinkType.Raw, frames[i], (uint)frames[i].Length);
            }
        }
        Play(0, 1000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Play(1000, 2000);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Property(MaxTest = 500)]
    public void Never_throws_on_random_packets(byte[] bytes, byte protocol)
    {
        var wire = new Wire().Send(protocol, Wire.A, Wire.B, bytes).SendRaw(bytes);

        wire.Finish();

        Assert.Equal(2, wire.Counters.Frames);
    }
}
