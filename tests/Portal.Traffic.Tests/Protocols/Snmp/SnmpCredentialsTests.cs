using Portal.Traffic.Credentials;
using Portal.Traffic.Protocols.Snmp;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Snmp;

/// <summary>Users of SNMP version 3 (RFC 3414); messages are put together by hand.</summary>
public sealed class SnmpCredentialsTests
{
    private const string Engine = "8000000901";
    private const string Code = "a1a2a3a4a5a6a7a8a9aaabac";

    [Fact]
    public void A_user_is_one_row_however_often_it_asks_each_time_with_another_code()
    {
        var row = Assert.Single(
            Play(
                (Side.Originator, Message(7, "ann", Code, Encrypted)),
                (Side.Responder, Message(3, "ann", "b1a2a3a4a5a6a7a8a9aaabac", Encrypted)),
                (Side.Originator, Message(7, "ann", "c1a2a3a4a5a6a7a8a9aaabac", Encrypted)),
                (Side.Originator, Message(7, "ann", "d1a2a3a4a5a6a7a8a9aaabac", Encrypted))
            )
        );
        Assert.Equal(
            ("snmp", SecretKinds.ChallengeResponse, "ann", "authPriv, engine 8000000901"),
            (row.Protocol, row.Kind, row.User, row.Context)
        );
        Assert.Equal("SNMPv3, HMAC-MD5-96 or HMAC-SHA1-96 (hashcat 25000)", row.HashMode);
        Assert.Equal(
            ("…(12 bytes)", true, "response", 3L, 2L),
            (row.Secret, row.IsAccepted, row.Reply, row.Seen, row.ReplyFrame)
        );
        Assert.Equal((1L, 4L), (row.FirstFrame, row.LastFrame));
    }

    [Theory]
    [InlineData(3, "False unknown user")]
    [InlineData(5, "False wrong digest")]
    [InlineData(2, " report")] // not in time window: the code was right or was not looked at
    [InlineData(4, " report")] // unknown engine
    public void A_report_says_what_was_wrong(int counter, string expected)
    {
        var row = Assert.Single(
            Play(
                (Side.Originator, Message(5, "ann", Code, Get)),
                (Side.Responder, Message(0, "ann", "", Report(counter)))
            )
        );
        Assert.Equal(expected, $"{row.IsAccepted} {row.Reply}");
        Assert.Equal("authNoPriv, engine 8000000901", row.Context);
    }

    [Fact]
    public void A_user_without_a_code_needs_no_password_and_a_question_without_a_user_is_none()
    {
        var row = Assert.Single(
            Play(
                (Side.Originator, Message(4, "", "", Get)),
                (Side.Responder, Message(0, "", "", Report(4))),
                (Side.Originator, Message(4, "initial", "", Get)),
                (Side.Responder, Message(0, "initial", "", Get.Replace("a0", "a2", StringComparison.Ordinal)))
            )
        );
        Assert.Equal(("initial", "(empty)", true), (row.User, row.Secret, row.IsAccepted));
        Assert.Equal(("noAuthNoPriv, engine 8000000901", null), (row.Context, row.HashMode));
    }

    [Theory]
    [InlineData(16, "26700")]
    [InlineData(24, "26800")]
    [InlineData(32, "26900")]
    [InlineData(48, "27300")]
    public void The_length_of_the_code_tells_the_protocol(int bytes, string mode)
    {
        var row = Assert.Single(Play((Side.Originator, Message(5, "ann", new string('7', 2 * bytes), Get))));
        Assert.Contains($"hashcat {mode}", row.HashMode);
    }

    [Fact]
    public void Many_users_of_one_flow_are_bounded_and_each_is_a_row()
    {
        var messages = Enumerable.Range(0, 500).Select(i => (Side.Originator, Message(5, $"u{i:000}", Code, Get)));
        Assert.Equal(500, Play([.. messages]).Count);
    }

    [Fact]
    public void The_row_of_the_flow_shows_a_user_but_no_community()
    {
        var flow = ProtocolPlay.Udp(
            new SnmpProtocol(),
            ProtocolPlay.Ports(40000, 161),
            (Side.Originator, Message(5, "ann", Code, Get))
        );
        Assert.Equal("ann", Assert.Single(flow.Collected.Of(SnmpRecord.Table)).Community);
    }

    private static string Get => Tag("a0", "02010102010002010030 00");

    private static string Report(int counter) =>
        Tag("a8", "020101 020100 020100" + Tag("30", Tag("30", $"060a2b060106030f0101{counter:x2}00" + "410105")));

    private static string Encrypted => "0408 0102030405060708";

    private static IReadOnlyList<CredentialRecord> Play(params (Side, string)[] messages)
    {
        var flow = ProtocolPlay.Udp(new SnmpProtocol(), ProtocolPlay.Ports(40000, 161), messages);
        flow.FinishCarried();
        return flow.Collected.Of(CredentialRecord.Table);
    }

    /// <summary>RFC 3412 §6; a PDU in clear gets the scope around it.</summary>
    private static string Message(int flags, string user, string code, string data)
    {
        var security = Tag(
            "30",
            $"0405{Engine} 020101 020101"
                + Tag("04", Convert.ToHexString(System.Text.Encoding.ASCII.GetBytes(user)))
                + Tag("04", code)
                + Tag("04", "")
        );
        var scoped = data.StartsWith("04", StringComparison.Ordinal) ? data : Tag("30", $"0405{Engine} 0400 {data}");
        return Tag("30", $"020103{Tag("30", $"020101 020205dc 0401{flags:x2} 020103")}{Tag("04", security)}{scoped}");
    }

    private static string Tag(string tag, string content)
    {
        content = content.Replace(" ", "", StringComparison.Ordinal);
        var length = content.Length / 2;
        return length < 0x80 ? $"{tag}{length:x2}{content}" : $"{tag}82{length:x4}{content}";
    }
}
