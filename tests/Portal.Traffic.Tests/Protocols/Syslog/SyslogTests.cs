using System.Text;
using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.Syslog;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Syslog;

public sealed class SyslogTests(ITestOutputHelper output)
{
    [Fact]
    public void Syslog_rows_of_the_corpus_are_Zeeks() =>
        new ZeekComparison(output).Hold(SyslogRecord.Table, rows: 7, share: 0.999);

    [Theory]
    [InlineData("<13>text", "USER", "NOTICE", "text")]
    [InlineData("<191>", "LOCAL7", "DEBUG", "")]
    [InlineData("<192>text", "UNSPECIFIED", "UNSPECIFIED", "<192>text")]
    [InlineData("<1x>text", "UNSPECIFIED", "UNSPECIFIED", "<1x>text")]
    [InlineData("no priority", "UNSPECIFIED", "UNSPECIFIED", "no priority")]
    public void Priorities_are_facility_and_severity(string text, string facility, string severity, string message)
    {
        var row = Assert.Single(Play(Transports.Udp, text).Collected.Of(SyslogRecord.Table));
        Assert.Equal((facility, severity, message), (row.Facility, row.Severity, row.Message));
    }

    [Theory]
    [InlineData("<13>one\n<14>two\n")]
    [InlineData("7 <13>one7 <14>two")]
    [InlineData("<13>one\n7 <14>two")]
    [InlineData("\r\n<13>one\r\n\r\n<14>two\0\n")]
    public void Streams_are_cut_by_length_or_line(string stream)
    {
        Assert.Equal(["one", "two"], Messages(Play(Transports.Tcp, stream)));
        Assert.Equal(["one", "two"], Messages(Play(Transports.Tcp, [.. stream.Select(letter => letter.ToString())])));
    }

    [Fact]
    public void An_endless_message_is_cut()
    {
        var pieces = Enumerable.Repeat(new string('a', 1000), 200).Append("\n").Append("<13>next\n").ToArray();
        var rows = Play(Transports.Tcp, pieces).Collected.Of(SyslogRecord.Table);
        Assert.Equal([65536, 4], rows.Select(row => row.Message.Length));
    }

    [Theory]
    [InlineData("<html><head>", Claim.No)]
    [InlineData("<13>", Claim.NeedMore)]
    [InlineData("<13>Oct 11 22:14:15 host", Claim.Yes)]
    [InlineData("20 <13>1 2003-10-11", Claim.Yes)]
    [InlineData("220 smtp.example.org", Claim.No)]
    public void A_stream_on_any_port_needs_a_date_behind_the_priority(string text, Claim claim) =>
        Assert.Equal(
            claim,
            new SyslogProtocol().Claims(new ScriptedFlow(), Side.Originator, Encoding.ASCII.GetBytes(text))
        );

    private static IEnumerable<string> Messages(ScriptedFlow flow) =>
        flow.Collected.Of(SyslogRecord.Table).Select(row => row.Message);

    private static ScriptedFlow Play(Transports transport, params string[] pieces) =>
        ProtocolPlay.Run(
            new SyslogProtocol(),
            new ScriptedFlow(ProtocolPlay.Ports(40000, 514), transport),
            [.. pieces.Select(text => (Side.Originator, Encoding.ASCII.GetBytes(text)))]
        );
}
