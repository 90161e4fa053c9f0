using System.Text;
using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.Sip;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Sip;

public sealed class SipTests(ITestOutputHelper output)
{
    private const string Invite =
        "INVITE sip:b@example.org SIP/2.0\r\nVia: SIP/2.0/UDP a.example;branch=z9hG4bK1\r\nf: <sip:a@example.org>;tag=1\r\n"
        + "To: <sip:b@example.org>\r\nCSeq: 1 INVITE\r\nSubject: a\r\n b\r\nContent-Length: 4\r\n\r\nv=0\n";

    private static string Response(int code) =>
        $"SIP/2.0 {code} Reason why\r\nv: SIP/2.0/UDP a.example;received=1;branch=z9hG4bK1\r\nTo: <sip:b@example.org>;tag=2\r\nContent-Length: 0\r\n\r\n";

    [Fact]
    public void Sip_rows_of_the_corpus_are_Zeeks() =>
        new ZeekComparison(output).Hold(SipRecord.Table, rows: 95, share: 0.96);

    [Theory]
    [InlineData(Transports.Udp)]
    [InlineData(Transports.Tcp)]
    public void A_call_is_one_transaction_with_a_row_for_each_response(Transports transport)
    {
        var flow = Play(
            transport,
            (Side.Originator, Invite),
            (Side.Responder, Response(100)),
            (Side.Responder, Response(200))
        );

        var rows = flow.Collected.Of(SipRecord.Table);
        Assert.Equal([100, 200], rows.Select(row => row.StatusCode));
        Assert.All(
            rows,
            row => Assert.Equal(("INVITE", "sip:b@example.org", "Reason why"), (row.Method, row.Uri, row.StatusMessage))
        );
        Assert.Equal([1, 2], rows.Select(row => row.ResponsePath.Count));
        Assert.Equal(("<sip:a@example.org>", "<sip:b@example.org>;tag=2"), (rows[0].RequestFrom, rows[0].ResponseTo));
        Assert.Equal(("SIP/2.0/UDP a.example", 4L), (rows[0].RequestPath[0], rows[0].RequestBodyLength));
        Assert.Equal(["sip"], flow.Services);
    }

    [Fact]
    public void A_folded_header_is_one_line() =>
        Assert.Equal(
            "a   b",
            Assert.Single(Play(Transports.Udp, (Side.Originator, Invite)).Collected.Of(SipRecord.Table)).Subject
        );

    [Fact]
    public void Keep_alives_are_not_messages()
    {
        var flow = Play(
            Transports.Udp,
            (Side.Originator, "     "),
            (Side.Originator, "\r\n\r\n"),
            (Side.Responder, Response(200))
        );
        Assert.Null(flow.Rejection);
        Assert.Single(flow.Collected.Of(SipRecord.Table));
    }

    [Fact]
    public void What_came_before_a_broken_line_is_kept()
    {
        var flow = Play(
            Transports.Udp,
            (Side.Responder, Response(100)),
            (Side.Originator, "REGISTER sip:x SIP/2.0\r\nFrom: <sip:a>\r\nbroken\r\n\r\n")
        );
        Assert.NotNull(flow.Rejection);
        Assert.Equal("<sip:a>", flow.Collected.Of(SipRecord.Table)[^1].RequestFrom);
        Assert.Empty(flow.Services);
    }

    [Theory]
    [InlineData("INVITE sip:x SIP/2.0\r\n", Claim.Yes)]
    [InlineData("SIP/2.0 200 OK\r\n", Claim.Yes)]
    [InlineData("GET / HTTP/1.1\r\n", Claim.No)]
    [InlineData("GET /index", Claim.No)]
    [InlineData("OPTIONS sip:", Claim.NeedMore)]
    [InlineData("SIP/2.0 9", Claim.NeedMore)]
    [InlineData("SIP/2.0 9x\r\n", Claim.No)]
    public void First_lines_tell(string text, Claim claim) =>
        Assert.Equal(
            claim,
            new SipProtocol().Claims(new ScriptedFlow(), Side.Originator, Encoding.ASCII.GetBytes(text))
        );

    private static ScriptedFlow Play(Transports transport, params (Side Side, string Text)[] messages) =>
        ProtocolPlay.Run(
            new SipProtocol(),
            new ScriptedFlow(ProtocolPlay.Ports(5060, 5060), transport),
            [.. messages.Select(m => (m.Side, Encoding.ASCII.GetBytes(m.Text)))]
        );
}
