using FsCheck.Xunit;
using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.Tls;

namespace Portal.Traffic.Tests.Protocols.Tls;

public sealed class DtlsAnalyzerTests
{
    private const string Capture = "captures/tls/dtls1_2.pcap";
    private static readonly FrameStamp s_frame = new(1, 1_000);

    [Fact]
    public void Reads_a_real_handshake_whole()
    {
        var run = new TlsRun(Transports.Udp).Play(StreamTap.Flows(Capture, Transports.Udp)[0]).Done();

        var row = Assert.Single(run.Rows);
        Assert.Equal("DTLSv12", row.Version);
        Assert.Equal("CvCsxknGIti", row.History);
        Assert.Equal("secp256r1", row.Curve);
        Assert.True(row.IsEstablished);
        Assert.StartsWith("dd2i", row.Ja4, StringComparison.Ordinal);
        Assert.Equal(["dtls"], run.Flow.Services);
        Assert.Single(run.Certificates);
    }

    [Fact]
    public void Fragments_in_any_order_and_sent_twice_give_the_message()
    {
        byte[] body = [.. Hello.Client(TlsVersion.Dtls12)[..35], 0, .. Hello.Client(TlsVersion.Dtls12)[35..]];
        var run = new TlsRun(Transports.Udp)
            .Send(Side.Originator, Fragment(body, 20, body.Length - 20), new FrameStamp(4, 1_000))
            .Send(Side.Originator, Fragment(body, 20, body.Length - 20), new FrameStamp(5, 1_000))
            .Send(Side.Originator, Fragment(body, 0, 25), new FrameStamp(6, 1_000))
            .Send(Side.Originator, Fragment(body, 0, 25), new FrameStamp(7, 1_000))
            .Done();

        var row = Assert.Single(run.Rows);
        Assert.Equal("C", row.History);
        Assert.NotNull(row.Ja3);
    }

    [Fact]
    public void A_fragment_outside_of_its_message_is_refused()
    {
        var run = new TlsRun(Transports.Udp).Send(Side.Originator, Fragment(new byte[40], 30, 10, 35), s_frame).Done();

        Assert.NotNull(run.Flow.Rejection);
        Assert.Empty(run.Rows);
    }

    [Fact]
    public void A_message_too_long_is_named()
    {
        var run = new TlsRun(Transports.Udp).Send(
            Side.Originator,
            Fragment(new byte[40], 0, 40, DatagramHandshake.MaxMessageBytes + 1),
            s_frame
        );

        Assert.Equal(["tls_handshake_message_too_long (ClientHello)"], run.Flow.Weirds);
    }

    [Property(MaxTest = 300)]
    public void Damaged_datagrams_do_not_throw(int seed)
    {
        var random = new Random(seed);
        var run = new TlsRun(Transports.Udp);
        foreach (var piece in StreamTap.Flows(Capture, Transports.Udp)[0])
        {
            var bytes = piece.Bytes.ToArray();
            for (var damage = random.Next(4); damage > 0; damage--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }
            run.Send(piece.Side, bytes.AsSpan(0, random.Next(bytes.Length / 2, bytes.Length + 1)), piece.Frame);
        }
        Assert.InRange(run.Done().Rows.Count, 0, 1);
    }

    [Property(MaxTest = 1000)]
    public void Random_datagrams_do_not_throw(byte[] bytes)
    {
        var run = new TlsRun(Transports.Udp).Send(Side.Originator, bytes, s_frame).Done();

        Assert.InRange(run.Rows.Count, 0, 1);
    }

    private static byte[] Fragment(byte[] body, int offset, int length, int? announced = null) =>
        Hello.Concat(
            [(byte)ContentType.Handshake],
            Hello.U16(TlsVersion.Dtls12),
            new byte[8],
            Hello.U16(length + 12),
            [(byte)HandshakeType.ClientHello],
            Hello.U24(announced ?? body.Length),
            Hello.U16(0),
            Hello.U24(offset),
            Hello.U24(length),
            body[offset..(offset + length)]
        );
}
