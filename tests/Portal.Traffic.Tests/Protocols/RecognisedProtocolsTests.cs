using Portal.Samples;
using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.Rlogin;
using Portal.Traffic.Protocols.Rsh;
using Portal.Traffic.Protocols.Tds;
using Portal.Traffic.Protocols.Telnet;
using Portal.Traffic.Protocols.Xmpp;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols;

/// <summary>Protocols that are named and not looked into.</summary>
public sealed class RecognisedProtocolsTests
{
    [Theory]
    [InlineData(23, "fffd03", Claim.Yes)]
    [InlineData(99, "fffd03", Claim.NeedMore)]
    [InlineData(99, "fffd03fffb18", Claim.Yes)]
    [InlineData(99, "fffd0361", Claim.No)]
    [InlineData(23, "ff00", Claim.No)]
    public void Telnet(int port, string bytes, Claim claim) =>
        Assert.Equal(claim, new TelnetProtocol().Claims(Flow(port), Side.Responder, SessionPlay.Hex(bytes)));

    [Theory]
    [InlineData("\0me\0you\0xterm/38400\0", Claim.Yes)]
    [InlineData("\0me\0you\0xterm/3840", Claim.NeedMore)]
    [InlineData("\0me\0you\0xterm\0", Claim.No)]
    [InlineData("\0me\0\0xterm/1\0", Claim.No)]
    [InlineData("\0\u0001\0", Claim.No)]
    public void Rlogin(string text, Claim claim) =>
        Assert.Equal(claim, new RloginProtocol().Claims(Flow(513), Side.Originator, SessionPlay.Bytes(text)));

    [Theory]
    [InlineData(514, "1022\0me\0you\0ls -l\0", Claim.Yes)]
    [InlineData(9999, "0\0me\0you\0ls\0", Claim.Yes)]
    [InlineData(512, "0\0me\0secret\0ls\0", Claim.No)]
    [InlineData(514, "1022\0me", Claim.NeedMore)]
    [InlineData(514, "10x\0me\0", Claim.No)]
    [InlineData(514, "<13>Oct 11 message", Claim.No)]
    public void Rsh(int port, string text, Claim claim) =>
        Assert.Equal(claim, new RshProtocol().Claims(Flow(port), Side.Originator, SessionPlay.Bytes(text)));

    [Theory]
    [InlineData(9999, "12 01 000e 0000 00 00 00 0003 0006 ff", Claim.No)]
    [InlineData(9999, "12 01 000e 0000 00 00 00 001a 0006 ff", Claim.Yes)]
    [InlineData(1433, "01 01 000a 0000 01 00 4300", Claim.Yes)]
    [InlineData(9999, "01 01 000a 0000 01 00 4300", Claim.No)]
    [InlineData(1433, "01 01 0008 0000 01 00 4300", Claim.No)]
    [InlineData(1433, "12 01", Claim.NeedMore)]
    public void Tds(int port, string bytes, Claim claim) =>
        Assert.Equal(claim, new TdsProtocol().Claims(Flow(port), Side.Originator, SessionPlay.Hex(bytes)));

    [Theory]
    [InlineData("<stream:stream xmlns:stream='http://etherx.jabber.org/streams' to='a'>", Claim.Yes)]
    [InlineData("<?xml version='1.0'?><stream:stream xmlns:stream='http://ether", Claim.NeedMore)]
    [InlineData("<?x", Claim.NeedMore)]
    [InlineData("<html>", Claim.No)]
    [InlineData("GET / HTTP/1.1", Claim.No)]
    public void Xmpp(string text, Claim claim) =>
        Assert.Equal(claim, new XmppProtocol().Claims(Flow(5222), Side.Originator, SessionPlay.Bytes(text)));

    [Fact]
    public void Xml_that_opens_no_stream_is_not_waited_for_for_ever() =>
        Assert.Equal(
            Claim.No,
            new XmppProtocol().Claims(
                Flow(5222),
                Side.Originator,
                SessionPlay.Bytes("<?xml version='1.0'?>" + new string(' ', 1024))
            )
        );

    [Fact]
    public void Only_the_clients_hello_ends_xmpp()
    {
        var play = new SessionPlay(new XmppProtocol());
        play.Client("<stream:stream>").Client("<starttls/>");
        play.Send(Side.Responder, [0x16, 3, 3]);
        Assert.Equal(0, play.Flow.HandOvers);
        play.Send(Side.Originator, [0x16]);
        Assert.Equal(1, play.Flow.HandOvers);
        play.Done();
        Assert.Equal(["xmpp"], play.Flow.Services);
    }

    [Theory]
    [InlineData("benign/mapi.pcap", "ntlm,dce_rpc")] // known by the signatures of its calls
    [InlineData("tls/xmpp-starttls.pcap", "xmpp,ssl")]
    [InlineData("benign/telnet.pcap", "telnet")]
    [InlineData("benign/mssql_tds.pcap", "tds")]
    [InlineData("benign/resp.pcap", "redis")]
    [InlineData("benign/pgsql.pcap", "postgresql")]
    [InlineData("formats/rsh-long-client-user-no-nul.pcapng.gz", "rsh")]
    [InlineData("http/http2-nghttp2.pcap", "http2")]
    [InlineData("http/http2_deflate.pcap", "http,http2")]
    public void The_service_of_a_capture(string capture, string service) =>
        Assert.Contains(
            RecordCollector.Analyze(Corpus.File($"captures/{capture}")).Of(ConnRecord.Table),
            row => row.Service == service
        );

    private static ScriptedFlow Flow(int port) => new(new ConnectionId("10.0.0.1", 50000, "198.51.100.7", port));
}
