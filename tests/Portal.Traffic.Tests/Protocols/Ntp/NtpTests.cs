using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.Ntp;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Ntp;

public sealed class NtpTests(ITestOutputHelper output)
{
    private const string Reply =
        "1c0200ec00000148000006efc8369518d93bd227994b9a0bd93bd39b71687296d93bd39b9dcbcb1cd93bd39b9dd091e7";

    [Fact]
    public void Ntp_rows_of_the_corpus_are_Zeeks() =>
        new ZeekComparison(output).Hold(NtpRecord.Table, rows: 225, share: 0.985);

    [Fact]
    public void A_reply_is_read_whole()
    {
        var row = Assert.Single(Play(123, Reply).Collected.Of(NtpRecord.Table));

        Assert.Equal((3L, 4L, 2L, "200.54.149.24"), (row.Version, row.Mode, row.Stratum, row.ReferenceId));
        Assert.Equal((1.0, Math.Pow(2, -20)), (row.Poll, row.Precision));
        Assert.Equal(328 / 65536.0, row.RootDelay);
        Assert.Equal(1_435_587_867_443_000_000, row.OriginTime, 1000.0);
        Assert.Equal(0, row.Extensions);
    }

    [Fact]
    public void Names_of_clocks_and_refusals_are_text()
    {
        var row = Assert.Single(
            Play(123, Reply.Replace("1c02", "1c01", StringComparison.Ordinal)).Collected.Of(NtpRecord.Table)
        );
        Assert.Equal(@"\xc86\x95\x18", row.ReferenceId);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("00010010 000000000000000000000000 0204001C 000000000000000000000000000000000000000000000000", 2)]
    [InlineData("000100FF 000000000000000000000000000000000000000000000000", 0)]
    [InlineData("00010000 000000000000000000000000000000000000000000000000", 0)]
    public void Extension_fields_are_counted_as_far_as_their_lengths_hold(string extensions, int count)
    {
        var message = Reply.Replace("1c02", "2402", StringComparison.Ordinal) + extensions;
        Assert.Equal(count, Assert.Single(Play(123, message).Collected.Of(NtpRecord.Table)).Extensions);
    }

    [Fact]
    public void Control_messages_confirm_but_have_no_row()
    {
        var flow = Play(123, "16020001000000000000000000000000");
        Assert.Equal(["ntp"], flow.Services);
        Assert.Empty(flow.Collected.Of(NtpRecord.Table));
    }

    [Fact]
    public void A_server_s_reply_is_known_on_any_port_and_a_question_only_on_its_own()
    {
        var question = "1b" + new string('0', 94);
        Assert.Equal(Claim.Yes, Claims(5000, Reply));
        Assert.Equal(Claim.No, Claims(5000, question));
        Assert.Equal(Claim.Yes, Claims(123, question));
        Assert.Equal(Claim.No, Claims(123, "1b0000"));
    }

    private static Claim Claims(int port, string hex) =>
        new NtpProtocol().Claims(
            new ScriptedFlow(ProtocolPlay.Ports(40000, port), Transports.Udp),
            Side.Originator,
            ProtocolPlay.Bytes(hex)
        );

    private static ScriptedFlow Play(int port, string hex) =>
        ProtocolPlay.Udp(new NtpProtocol(), ProtocolPlay.Ports(40000, port), (Side.Responder, hex));
}
