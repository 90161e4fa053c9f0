using FsCheck.Xunit;
using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.Tls;

namespace Portal.Traffic.Tests.Protocols.Tls;

public sealed class TlsClaimTests
{
    [Fact]
    public void A_hello_is_claimed_as_soon_as_its_version_is_there_and_needs_more_before()
    {
        var hello = Hello.Message(HandshakeType.ClientHello, Hello.Client());

        for (var length = 1; length <= hello.Length; length++)
        {
            Assert.Equal(length < 11 ? Claim.NeedMore : Claim.Yes, TlsClaim.OfStream(hello.AsSpan(0, length)));
        }
    }

    [Fact]
    public void A_server_may_warn_before_its_hello()
    {
        var warning = Hello.Record(ContentType.Alert, [1, 112]);
        var hello = Hello.Message(HandshakeType.ServerHello, Hello.Server(TlsVersion.Tls12, 0x1301));

        Assert.Equal(Claim.NeedMore, TlsClaim.OfStream(warning));
        Assert.Equal(Claim.Yes, TlsClaim.OfStream(Hello.Concat(warning, hello)));
        Assert.Equal(Claim.No, TlsClaim.OfStream(Hello.Concat(warning, "HTTP"u8.ToArray())));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n")]
    [InlineData("SSH-2.0-OpenSSH")]
    [InlineData("\u0016\u0003\u0001 text of some other kind")]
    public void Other_text_is_not_claimed(string text) =>
        Assert.Equal(Claim.No, TlsClaim.OfStream(System.Text.Encoding.Latin1.GetBytes(text)));

    [Fact]
    public void A_datagram_of_Stun_leaves_the_question_open()
    {
        byte[] stun = [0, 1, 0, 0, 0x21, 0x12, 0xA4, 0x42, .. new byte[12]];

        Assert.Equal(Claim.NeedMore, TlsClaim.OfDatagram(stun));
        Assert.Equal(Claim.No, TlsClaim.OfDatagram("something else"u8));
    }

    [Property(MaxTest = 2000)]
    public void Random_bytes_do_not_throw(byte[] bytes)
    {
        var flow = new TlsRun().Flow;
        Assert.True(Enum.IsDefined(new TlsProtocol().Claims(flow, Side.Originator, bytes)));
        Assert.True(Enum.IsDefined(new DtlsProtocol().Claims(flow, Side.Originator, bytes)));
    }
}
