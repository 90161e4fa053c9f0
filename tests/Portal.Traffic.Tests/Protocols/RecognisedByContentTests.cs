using Portal.Traffic.Protocols;

namespace Portal.Traffic.Tests.Protocols;

/// <summary>Protocols of which nothing but the name is recorded, told by their headers.</summary>
public sealed class RecognisedByContentTests
{
    private const string Record = "17 0303 0013 000102030405060708090a0b0c0d0e0f101112";

    [Theory]
    [InlineData(Record, 443, Claim.Yes)] // fills what was sent, where TLS is expected
    [InlineData(Record, 9999, Claim.NeedMore)]
    [InlineData(Record + "17 0303", 9999, Claim.Yes)]
    [InlineData(Record + "17 03", 443, Claim.NeedMore)]
    [InlineData(Record + "15 0303 001a", 9999, Claim.Yes)]
    [InlineData(Record + "17 0301", 443, Claim.No)] // another version
    [InlineData(Record + "474554", 443, Claim.No)]
    [InlineData("15 0303 0013 000102030405060708090a0b0c0d0e0f101112", 443, Claim.Yes)]
    [InlineData("15 0303 0002 0228", 443, Claim.No)] // in clear: a server that warns before its hello
    [InlineData("16 0303 0013 0e", 443, Claim.No)]
    [InlineData("17 0303 0010", 443, Claim.No)] // shorter than any tag with something under it
    [InlineData("17 0303 4801", 443, Claim.No)] // longer than any record
    [InlineData("17 0303 4800", 443, Claim.NeedMore)]
    [InlineData("17 0300 0013", 443, Claim.No)]
    [InlineData("17", 443, Claim.NeedMore)]
    public void The_middle_of_Tls_is_records(string hex, int port, Claim claim) =>
        Assert.Equal(claim, Ask("ssl_continued", Transports.Tcp, port, hex));

    [Fact]
    public void The_middle_of_Tls_has_a_name_and_no_row()
    {
        var flow = ProtocolPlay.Tcp(Find("ssl_continued"), ProtocolPlay.Ports(40000, 443), (Side.Responder, Record));

        Assert.Equal(["ssl"], flow.Services);
        Assert.Empty(flow.Collected.Tables);
    }

    [Theory]
    [InlineData("0d 49bee2d3f0edccd6 51303235 01 d8697e", Claim.Yes)]
    [InlineData("09 49bee2d3f0edccd6 51303433 01 d8697e", Claim.Yes)]
    [InlineData("09 49bee2d3f0edccd6 51303530 01 d8697e", Claim.No)] // Q050 has the IETF's header
    [InlineData("01 49bee2d3f0edccd6 51303235 01 d8697e", Claim.No)] // says that it has no identifier
    [InlineData("0d 49bee2d3f0edccd6 51303278 01 d8697e", Claim.No)]
    [InlineData("0d 49bee2d3f0edccd6 51303235", Claim.No)]
    [InlineData("c3 51303436 50 752434271815fbf0 00000001 a53b56", Claim.Yes)]
    [InlineData("c3 51303530 08 752434271815fbf0 00000001 a53b56", Claim.No)]
    [InlineData("43 51303436 50 752434271815fbf0 00000001 a53b56", Claim.No)]
    public void Googles_QUIC_names_its_version(string hex, Claim claim) =>
        Assert.Equal(claim, Ask("gquic", Transports.Udp, 443, hex));

    [Theory]
    [InlineData("02 02 0000 0002 0000 0a000000 ffffff00 00000000 00000001", 520, Claim.Yes)]
    [InlineData("01 01 0000 0000 0000 00000000 00000000 00000000 00000010", 520, Claim.Yes)]
    [InlineData("02 02 0000 ffff 0002 70617373776f726400000000000000 00", 520, Claim.Yes)]
    [InlineData("02 02 0000 0002 0000 0a000000 ffffff00 00000000 00000011", 520, Claim.No)] // more than infinity
    [InlineData("02 02 0001 0002 0000 0a000000 ffffff00 00000000 00000001", 520, Claim.No)]
    [InlineData("02 02 0000 0002 0000 0a000000 ffffff00 00000000 000000", 520, Claim.No)]
    [InlineData("02 02 0000 0002 0000 0a000000 ffffff00 00000000 00000001", 53, Claim.No)]
    [InlineData("02 01 0000 20010db8000000000000000000000000 0000 40 01", 521, Claim.Yes)]
    [InlineData("02 01 0000 20010db8000000000000000000000000 0000 81 01", 521, Claim.No)]
    public void Rip_is_routes(string hex, int port, Claim claim) =>
        Assert.Equal(claim, Ask("rip", Transports.Udp, port, hex));

    private static IProtocol Find(string name) => ProtocolCatalogue.All.Single(protocol => protocol.Name == name);

    private static Claim Ask(string name, Transports transport, int port, string hex) =>
        Find(name)
            .Claims(
                new ScriptedFlow(ProtocolPlay.Ports(40000, port), transport),
                Side.Originator,
                ProtocolPlay.Bytes(hex)
            );
}
