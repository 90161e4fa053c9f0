using Portal.Traffic.Packets;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Flows;

public sealed class TcpConnectionTests
{
    private const TcpFlags Ack = TcpFlags.Ack;
    private const TcpFlags Fin = TcpFlags.Fin | TcpFlags.Ack;
    private const TcpFlags Rst = TcpFlags.Rst;
    private const TcpFlags SynAck = TcpFlags.Syn | TcpFlags.Ack;

    [Fact]
    public void An_orderly_connection_is_SF_with_bytes_by_sequence_numbers()
    {
        var conn = new Wire()
            .Handshake()
            .FromA(Ack, 101, 301, "request")
            .FromB(Ack, 301, 108, "a longer answer")
            .FromA(Ack, 108, 316)
            .FromA(Fin, 108, 316)
            .FromB(Fin, 316, 109)
            .FromA(Ack, 109, 317)
            .Single();

        Assert.Equal(("SF", "ShADdFf"), (conn.State, conn.History));
        Assert.Equal((7, 15), (conn.OriginatorBytes, conn.ResponderBytes));
        Assert.Equal((6, 247), (conn.OriginatorPackets, conn.OriginatorIpBytes));
        Assert.Equal((3, 135), (conn.ResponderPackets, conn.ResponderIpBytes));
        Assert.Equal(0.07, conn.Duration!.Value, 9); // without the last, bare acknowledgment
        Assert.Equal((1, 9), (conn.FirstFrame, conn.LastFrame));
        Assert.Equal("tcp", conn.Protocol);
        Assert.True(conn.IsLocalOriginator);
    }

    [Fact]
    public void A_SYN_without_an_answer_is_S0() => Check("S0", "S", wire => wire.FromA(TcpFlags.Syn, 100, 0));

    [Fact]
    public void A_refused_SYN_is_REJ() =>
        Check("REJ", "Sr", wire => wire.FromA(TcpFlags.Syn, 100, 0).FromB(Rst | Ack, 0, 101));

    [Fact]
    public void A_connection_that_stays_open_is_S1() => Check("S1", "ShA", wire => wire.Handshake());

    [Fact]
    public void Closed_by_the_originator_alone_is_S2() =>
        Check("S2", "ShAF", wire => wire.Handshake().FromA(Fin, 101, 301));

    [Fact]
    public void Closed_by_the_responder_alone_is_S3() =>
        Check("S3", "ShAf", wire => wire.Handshake().FromB(Fin, 301, 101));

    [Fact]
    public void Aborted_by_the_originator_is_RSTO() =>
        Check("RSTO", "ShAR", wire => wire.Handshake().FromA(Rst, 101, 0));

    [Fact]
    public void Aborted_by_the_responder_is_RSTR() =>
        Check("RSTR", "ShAr", wire => wire.Handshake().FromB(Rst, 301, 0));

    [Fact]
    public void A_SYN_then_a_RST_of_the_same_side_is_RSTOS0() =>
        Check("RSTOS0", "SR", wire => wire.FromA(TcpFlags.Syn, 100, 0).FromA(Rst, 101, 0));

    [Fact]
    public void A_SYN_then_a_FIN_without_an_answer_is_SH() =>
        Check("SH", "SF", wire => wire.FromA(TcpFlags.Syn, 100, 0).FromA(Fin, 101, 0));

    [Fact]
    public void Only_the_answers_side_seen_to_the_end_is_SHR() =>
        Check("SHR", "^hf", wire => wire.FromB(SynAck, 300, 101).FromB(Fin, 301, 101));

    [Fact]
    public void Picks_up_in_the_middle_and_turns_the_roles_by_the_servers_port()
    {
        var conn = new Wire().FromB(Ack, 5000, 900, "data").FromA(Ack, 900, 5004).Single();

        Assert.Equal(("OTH", "^dA"), (conn.State, conn.History));
        Assert.Equal(("10.0.0.1", 40000), (conn.Id!.OriginatorHost, conn.Id.OriginatorPort));
        Assert.Equal((0, 4), (conn.OriginatorBytes, conn.ResponderBytes));
    }

    [Fact]
    public void Turns_the_roles_when_SYN_and_SYN_ACK_were_captured_in_the_wrong_order()
    {
        var conn = new Wire()
            .FromB(SynAck, 300, 101, port: 4444)
            .FromA(TcpFlags.Syn, 100, 0, port: 4444)
            .FromA(Ack, 101, 301, port: 4444)
            .Single();

        Assert.Equal(("S1", "Hs^A"), (conn.State, conn.History));
        Assert.Equal(40000, conn.Id!.OriginatorPort);
    }

    [Fact]
    public void Counts_repetitions_and_zero_windows_logarithmically()
    {
        var wire = new Wire().Handshake().FromA(Ack, 101, 301, "data");
        for (var i = 0; i < 10; i++)
        {
            wire.FromA(Ack, 101, 301, "data");
        }
        wire.FromB(Ack, 301, 105, window: 0);

        Assert.Equal("ShADTTaw", wire.Single().History);
    }

    [Fact]
    public void Missing_bytes_are_a_gap_once_they_are_acknowledged()
    {
        var conn = new Wire()
            .Handshake()
            .FromA(Ack, 101, 301, "one")
            .FromA(Ack, 114, 301, "three")
            .FromB(Ack, 301, 119)
            .Single();

        Assert.Equal("ShADaG", conn.History);
        Assert.Equal(10, conn.MissedBytes);
        Assert.Equal(18, conn.OriginatorBytes);
    }

    [Fact]
    public void A_gap_that_fills_late_is_none()
    {
        var conn = new Wire()
            .Handshake()
            .FromA(Ack, 104, 301, "two")
            .FromA(Ack, 101, 301, "one")
            .FromB(Ack, 301, 107)
            .Single();

        Assert.Equal((0, "ShADTa"), (conn.MissedBytes, conn.History));
        Assert.Equal(6, conn.OriginatorBytes);
    }

    [Fact]
    public void Sequence_numbers_may_wrap_around()
    {
        var conn = new Wire()
            .FromA(TcpFlags.Syn, 0xFFFF_FFFD, 0)
            .FromB(SynAck, 300, 0xFFFF_FFFE)
            .FromA(Ack, 0xFFFF_FFFE, 301, "abcd")
            .FromA(Ack, 2, 301, "efgh")
            .FromB(Ack, 301, 6)
            .Single();

        Assert.Equal(8, conn.OriginatorBytes);
        Assert.Equal((0, "ShDa"), (conn.MissedBytes, conn.History));
    }

    [Fact]
    public void A_keep_alive_adds_no_bytes()
    {
        var conn = new Wire()
            .Handshake()
            .FromA(Ack, 101, 301, "data")
            .FromB(Ack, 301, 105)
            .FromA(Ack, 104, 301)
            .FromB(Ack, 301, 105)
            .Single();

        Assert.Equal((4, 0), (conn.OriginatorBytes, conn.ResponderBytes));
    }

    [Fact]
    public void Flags_that_exclude_each_other_are_noted() =>
        Check("RSTO", "ShAI", wire => wire.Handshake().FromA(TcpFlags.Fin | TcpFlags.Rst, 101, 0));

    [Fact]
    public void A_new_SYN_after_the_close_is_a_new_connection()
    {
        var conns = new Wire()
            .Handshake()
            .FromA(Fin, 101, 301)
            .FromB(Fin, 301, 102)
            .FromA(TcpFlags.Syn, 9000, 0)
            .Finish();

        Assert.Equal(["SF", "S0"], conns.Select(conn => conn.State));
        Assert.NotEqual(conns[0].Uid, conns[1].Uid);
    }

    [Theory]
    [InlineData(299, 1)]
    [InlineData(301, 2)]
    public void Five_minutes_of_silence_end_a_connection(double seconds, int expected)
    {
        var conns = new Wire().Handshake().Wait(seconds).FromA(Ack, 101, 301, "data").Finish();

        Assert.Equal(expected, conns.Count);
    }

    [Fact]
    public void An_unanswered_SYN_is_over_after_five_seconds()
    {
        var wire = new Wire().FromA(TcpFlags.Syn, 100, 0).Wait(6).Udp(Wire.A, 5, Wire.B, 6, "tick");

        Assert.Equal("S0", Assert.Single(wire.Records.Of(ConnRecord.Table)).State);
        Assert.Equal(1, wire.OpenFlows);
    }

    [Fact]
    public void A_closed_connection_waits_five_seconds_for_late_packets()
    {
        var conn = new Wire()
            .Handshake()
            .FromA(Fin, 101, 301)
            .FromB(Fin, 301, 102)
            .Wait(3)
            .FromA(Ack, 102, 302)
            .Single();

        Assert.Equal(4, conn.OriginatorPackets);
        Assert.Equal(0.04, conn.Duration!.Value, 9);
    }

    [Fact]
    public void A_segment_cut_by_the_capture_leaves_a_gap_and_keeps_its_length()
    {
        var cut = Wire.Ipv4(6, Wire.A, Wire.B, Wire.Tcp(40000, 80, Ack, 101, 301, new string('x', 100)));
        var wire = new Wire().Handshake().SendRaw(cut[..60], (uint)cut.Length).FromB(Ack, 301, 201);
        var conn = wire.Single();

        Assert.Equal((100, 100), (conn.OriginatorBytes, conn.MissedBytes));
        Assert.Equal((1, 1), (wire.Counters.CutSegments, wire.Counters.CutFrames));
    }

    private static void Check(string state, string history, Func<Wire, Wire> play)
    {
        var conn = play(new Wire()).Single();

        Assert.Equal((state, history), (conn.State, conn.History));
    }
}
