using Portal.Samples;
using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.NetbiosDatagram;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.NetbiosDatagram;

public sealed class NetbiosDatagramTests
{
    /// <summary>A browser's announcement: an SMB transaction (0x25) to a mail slot.</summary>
    private const string Browser =
        "11 02 914d c0a80129 008a 00a0 0000"
        + "20454d4542424344424442444243414341434143414341434143414341434141"
        + "410020464845504643454c45484643455046464641434143414341434143414341424e00"
        + "ff534d422500000000000000000000000000000000000000000000000000000011000006000000000000000000e80300000000000000000600"
        + "5600030001000100020017005c4d41494c534c4f545c42524f575345000904d8000000";

    [Fact]
    public void A_browsers_announcement_is_named()
    {
        var bytes = Whole(Browser);
        var flow = ProtocolPlay.Run(
            new NetbiosDatagramProtocol(),
            new ScriptedFlow(ProtocolPlay.Ports(138, 138), Transports.Udp),
            (Side.Originator, bytes),
            (Side.Originator, bytes)
        );

        Assert.True(NetbiosDatagramMessage.TryParse(bytes, out var message));
        Assert.Equal(138, message.SenderPort);
        Assert.True(message.IsBrowser);
        Assert.Equal(["nbdgm", "browser"], flow.Services);
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        var bytes = Whole(Browser);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.False(NetbiosDatagramMessage.TryParse(bytes.AsSpan(0, length), out _), $"{length} bytes");
        }
    }

    [Theory]
    [InlineData("13 02 0001 0a000001 008a 82", true)] // an error
    [InlineData("13 02 0001 0a000001 008a 82 00", false)]
    [InlineData("13 12 0001 0a000001 008a 82", false)] // reserved flags
    [InlineData("0f 02 0001 0a000001 008a 82", false)]
    [InlineData("17 02 0001 0a000001 008a 82", false)]
    [InlineData(
        "14 02 0001 0a000001 008a 20 4142434445464748494a4b4c4d4e4f504142434445464748494a4b4c4d4e4f50 00",
        true
    )]
    [InlineData(
        "14 02 0001 0a000001 008a 20 4142434445464748494a4b4c4d4e4f514142434445464748494a4b4c4d4e4f50 00",
        false
    )]
    [InlineData(
        "14 02 0001 0a000001 008a 20 4142434445464748494a4b4c4d4e4f504142434445464748494a4b4c4d4e4f50 01 61 00",
        true
    )]
    public void Other_messages_are_told_by_their_shape(string hex, bool isMessage) =>
        Assert.Equal(isMessage, NetbiosDatagramMessage.TryParse(ProtocolPlay.Bytes(hex), out _));

    [Theory]
    [InlineData("dns/netbios.pcap")]
    [InlineData("benign/1kxun.pcap")]
    public void Flows_of_a_capture_are_named(string capture) =>
        Assert.Contains(
            RecordCollector.Analyze(Corpus.File($"captures/{capture}")).Of(ConnRecord.Table),
            row => row is { Id.ResponderPort: 138, Service: "browser,nbdgm" or "nbdgm,browser" }
        );

    /// <summary>The length field set to what follows it.</summary>
    private static byte[] Whole(string hex)
    {
        var bytes = ProtocolPlay.Bytes(hex);
        var rest = bytes.Length - 14;
        (bytes[10], bytes[11]) = ((byte)(rest >> 8), (byte)rest);
        return bytes;
    }
}
