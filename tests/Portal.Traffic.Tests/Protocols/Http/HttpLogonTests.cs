using System.Text;
using Portal.Traffic.Protocols.Http;
using Portal.Traffic.Records;
using Portal.Traffic.Tests.Protocols.Smb;

namespace Portal.Traffic.Tests.Protocols.Http;

public sealed class HttpLogonTests
{
    private static readonly ConnectionId s_id = new("10.0.0.1", 50000, "10.0.0.2", 5985);

    [Theory]
    [InlineData("NTLM")]
    [InlineData("Negotiate")]
    public void A_logon_in_headers_becomes_a_row(string scheme)
    {
        var flow = MessagePlay.Play(
            context => new HttpAnalyzer(context),
            s_id,
            (Side.Originator, Message("POST /wsman HTTP/1.1", $"Authorization: {scheme} {Token(2)}")),
            (Side.Responder, Message("HTTP/1.1 401 Unauthorized", $"WWW-Authenticate: {scheme} {Token(3)}")),
            (Side.Originator, Message("POST /wsman HTTP/1.1", $"Authorization: {scheme} {Token(4)}")),
            (Side.Responder, Message("HTTP/1.1 200 OK", "Server: Microsoft-HTTPAPI/2.0"))
        );
        var row = Assert.Single(flow.Collected.Of(NtlmRecord.Table));
        Assert.Equal(("robin", "cylera.lab", "DC01"), (row.UserName, row.DomainName, row.ServerNetbiosName));
        Assert.Equal(["http", "ntlm"], flow.Services.Distinct());
    }

    [Theory]
    [InlineData("Authorization: NTLM")]
    [InlineData("Authorization: NTLM ?")]
    [InlineData("Authorization: Basic TlRMTVNTUA==")]
    [InlineData("Authorization: Negotiate AAAA")]
    public void Other_headers_give_none(string header)
    {
        var flow = MessagePlay.Play(
            context => new HttpAnalyzer(context),
            s_id,
            (Side.Originator, Message("GET / HTTP/1.1", header))
        );
        Assert.Empty(flow.Collected.Of(NtlmRecord.Table));
    }

    private static byte[] Message(string start, string header) =>
        Encoding.ASCII.GetBytes($"{start}\r\n{header}\r\nContent-Length: 0\r\n\r\n");

    private static string Token(int message)
    {
        var bytes = Smb2Sample.Messages[message].Bytes;
        return Convert.ToBase64String(bytes[bytes.AsSpan().IndexOf("NTLMSSP\0"u8)..]);
    }
}
