using FsCheck.Xunit;
using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.Http;

namespace Portal.Traffic.Tests.Protocols.Http;

public sealed class HttpProtocolTests
{
    private static readonly ScriptedFlow s_flow = new();

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n", true, Claim.Yes)]
    [InlineData("\r\nPOST /x HTTP/1.0\r\n", true, Claim.Yes)]
    [InlineData("CCM_POST /x HTTP/1.1\r\n", true, Claim.Yes)]
    [InlineData("GET /old\r\n", true, Claim.Yes)]
    [InlineData("GE", true, Claim.NeedMore)]
    [InlineData("GET /long", true, Claim.NeedMore)]
    [InlineData("USER anonymous\r\n", true, Claim.No)]
    [InlineData("SSH-2.0-x\r\n", true, Claim.No)]
    [InlineData("\u0016\u0003\u0001\u0002", true, Claim.No)]
    [InlineData("HTTP/1.1 200 OK\r\n", false, Claim.Yes)]
    [InlineData("HTT", false, Claim.NeedMore)]
    [InlineData("HTTP/1.1 abc\r\n", false, Claim.No)]
    [InlineData("220 ftp ready\r\n", false, Claim.No)]
    public void Start_lines_are_recognised_on_any_port(string text, bool isRequest, Claim claim) =>
        Assert.Equal(
            claim,
            new HttpProtocol().Claims(
                s_flow,
                isRequest ? Side.Originator : Side.Responder,
                System.Text.Encoding.Latin1.GetBytes(text)
            )
        );

    [Fact]
    public void An_endless_line_is_not_waited_for()
    {
        var line = new byte[20_000];
        line.AsSpan().Fill((byte)'a');
        "XYZ "u8.CopyTo(line);
        Assert.Equal(Claim.No, new HttpProtocol().Claims(s_flow, Side.Originator, line));
    }

    [Property(MaxTest = 500)]
    public void Random_bytes_never_throw(byte[] bytes)
    {
        var protocol = new HttpProtocol();
        protocol.Claims(s_flow, Side.Originator, bytes);
        protocol.Claims(s_flow, Side.Responder, bytes);
        HttpRequestLine.TryParse(bytes, out _);
        HttpStatusLine.TryParse(bytes, out _);
    }
}
