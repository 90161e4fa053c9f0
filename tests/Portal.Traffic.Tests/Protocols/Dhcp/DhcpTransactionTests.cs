using Portal.Traffic.Protocols.Dhcp;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Dhcp;

public sealed class DhcpTransactionTests
{
    private const string Discover = "350101 3204C0A80117 0C05686F737431";
    private const string Offer = "350102 3604C0A80101 330400000E10 0F0B6578616D706C652E6F7267";

    [Fact]
    public void Question_and_answer_of_two_flows_are_one_row()
    {
        var flow = Play((1, 7, 0, Discover), (2, 7, 0xC0A8_0117, Offer));

        var row = Assert.Single(flow.Collected.Of(DhcpRecord.Table));
        Assert.Equal(["DISCOVER", "OFFER"], row.Types);
        Assert.Equal(("192.168.1.23", "192.168.1.1"), (row.AssignedAddress, row.ServerAddress));
        Assert.Equal(("192.168.1.23", "host1", "example.org"), (row.RequestedAddress, row.HostName, row.Domain));
        Assert.Equal(("00:11:22:33:44:55", 3600.0), (row.Mac, row.LeaseTime));
        Assert.Equal((1, 2), (row.FirstFrame, row.LastFrame));
        Assert.Equal("10.0.0.1", row.ClientAddress);
    }

    [Fact]
    public void Other_identifiers_are_other_rows() =>
        Assert.Equal(2, Play((1, 7, 0, Discover), (1, 8, 0, Discover)).Collected.Of(DhcpRecord.Table).Count);

    [Fact]
    public void A_row_holds_no_more_messages_than_Zeeks()
    {
        var messages = Enumerable.Repeat((1, 7u, 0u, Discover), 120).ToArray();

        var rows = Play(messages).Collected.Of(DhcpRecord.Table);

        Assert.Equal([50, 50, 20], rows.Select(row => row.Types.Count));
    }

    [Fact]
    public void Silence_ends_a_transaction_when_the_clock_is_looked_at()
    {
        var flow = new ScriptedFlow(ProtocolPlay.Ports(68, 67), Portal.Traffic.Protocols.Transports.Udp);
        new DhcpProtocol().Start(flow).OnData(Side.Originator, Message(1, 7, 0, Discover), flow.NextFrame());
        var seconds = (long s) => new FrameStamp(9, flow.Current.Time + (s * UnixTime.NanosecondsPerSecond));

        flow.Sweep(seconds(9));
        Assert.Empty(flow.Collected.Of(DhcpRecord.Table));
        flow.Sweep(seconds(11));
        Assert.Single(flow.Collected.Of(DhcpRecord.Table));
    }

    [Fact]
    public void A_name_in_labels_is_read()
    {
        var row = Assert.Single(Play((1, 7, 0, "350103 510A 04 00 00 026869 03636F6D")).Collected.Of(DhcpRecord.Table));
        Assert.Equal("hi.com", row.FullName);
    }

    [Fact]
    public void The_client_says_what_program_it_is_and_the_server_does_not_speak_for_it()
    {
        const string Windows = "3C08 4D53465420352E30";
        const string Other = "3C04 78797A31";
        var row = Assert.Single(
            Play((1, 7, 0, Discover + Windows), (2, 7, 0xC0A8_0117, Offer + Other)).Collected.Of(DhcpRecord.Table)
        );
        Assert.Equal("MSFT 5.0", row.ClientSoftware);
    }

    [Fact]
    public void Options_in_the_file_field_are_read()
    {
        var message = Message(1, 7, 0, "350103 340101");
        byte[] inFile = [0x0C, 2, (byte)'h', (byte)'i', 255];
        inFile.CopyTo(message, 108);

        Assert.True(DhcpMessage.TryParse(message, out var parsed));
        Assert.Equal("hi", parsed.HostName);
    }

    [Fact]
    public void Every_truncation_is_refused_or_read_in_part()
    {
        var whole = Message(2, 7, 5, Offer);
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Equal(length >= 240, DhcpMessage.TryParse(whole.AsSpan(0, length), out _));
        }
    }

    private static ScriptedFlow Play(params (int Operation, uint Id, uint Assigned, string Options)[] messages) =>
        ProtocolPlay.Run(
            new DhcpProtocol(),
            new ScriptedFlow(ProtocolPlay.Ports(68, 67), Portal.Traffic.Protocols.Transports.Udp),
            [
                .. messages.Select(m =>
                    (
                        m.Operation == 1 ? Side.Originator : Side.Responder,
                        Message(m.Operation, m.Id, m.Assigned, m.Options)
                    )
                ),
            ]
        );

    private static byte[] Message(int operation, uint id, uint assigned, string options) =>
        ProtocolPlay.Bytes(
            $"{operation:X2}010600 {id:X8} 00000000 00000000 {assigned:X8} 00000000 00000000 0011223344550000"
                + $"{new string('0', 16)}{new string('0', 384)}63825363 {options} FF"
        );
}
