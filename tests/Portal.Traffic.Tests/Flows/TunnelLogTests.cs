using Portal.Traffic.Records;
using Portal.Traffic.Tests.Protocols;

namespace Portal.Traffic.Tests.Flows;

public sealed class TunnelLogTests(ITestOutputHelper output)
{
    private static readonly byte[] s_inner = Inner(5000);

    [Fact]
    public void Tunnel_rows_of_the_corpus_are_Zeeks() =>
        new ZeekComparison(output).Hold(TunnelRecord.Table, rows: 84, share: 0.999);

    [Fact]
    public void A_tunnel_in_UDP_is_discovered_with_its_first_flow_and_closes_with_its_own()
    {
        byte[] payload = [.. Convert.FromHexString("30FF002000000001"), .. s_inner];
        var wire = new Wire().Send(17, Wire.A, Wire.B, Wire.UdpBytes(40000, 2152, payload));
        wire.Send(17, Wire.A, Wire.B, Wire.UdpBytes(40000, 2152, payload)).Finish();

        var rows = wire.Records.Of(TunnelRecord.Table);
        Assert.Equal(["Tunnel::DISCOVER", "Tunnel::CLOSE"], rows.Select(row => row.Action));
        Assert.All(rows, row => Assert.Equal(("Tunnel::GTPv1", 2152), (row.Kind, row.Id!.ResponderPort)));
    }

    [Fact]
    public void A_tunnel_without_a_flow_expires_after_an_hour_and_is_discovered_again()
    {
        var wire = new Wire().Send(4, Wire.A, Wire.B, s_inner).Wait(3700).Send(4, Wire.A, Wire.B, s_inner);
        wire.Finish();

        Assert.Equal(
            ["Tunnel::DISCOVER", "Tunnel::EXPIRE", "Tunnel::DISCOVER"],
            wire.Records.Of(TunnelRecord.Table).Select(row => row.Action)
        );
    }

    [Fact]
    public void New_flows_keep_a_tunnel_alive()
    {
        var wire = new Wire().Send(4, Wire.A, Wire.B, s_inner);
        for (var i = 1; i < 4; i++)
        {
            wire.Wait(2000).Send(4, Wire.A, Wire.B, Inner((ushort)(5000 + i)));
        }
        wire.Finish();

        Assert.Single(wire.Records.Of(TunnelRecord.Table));
    }

    [Fact]
    public void AYIYA_is_entered_behind_its_identity_and_signature()
    {
        byte[] payload = [.. Convert.FromHexString("41521104" + "00000000"), .. new byte[16 + 20], .. s_inner];
        var wire = new Wire().Send(17, Wire.A, Wire.B, Wire.UdpBytes(40000, 5072, payload));

        var conns = wire.Finish();

        Assert.Equal(["ayiya", null], conns.Select(conn => conn.Service));
        Assert.Equal("Tunnel::AYIYA", wire.Records.Of(TunnelRecord.Table)[0].Kind);
    }

    private static byte[] Inner(ushort port) =>
        Wire.Ipv4(17, 0x0101_0101, 0x0202_0202, Wire.UdpBytes(port, 9999, [1, 2, 3, 4]));
}
