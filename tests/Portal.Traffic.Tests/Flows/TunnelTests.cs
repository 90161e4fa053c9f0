using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Flows;

public sealed class TunnelTests
{
    private static readonly byte[] s_inner = Wire.Ipv4(
        17,
        0x0101_0101,
        0x0202_0202,
        Wire.UdpBytes(5000, 9999, [1, 2, 3, 4])
    );
    private static readonly byte[] s_ethernet = [.. Convert.FromHexString("0200000000020200000000010800"), .. s_inner];

    [Fact]
    public void IP_in_IP_has_only_the_inner_flow()
    {
        var conn = new Wire().Send(4, Wire.A, Wire.B, s_inner).Send(4, Wire.A, Wire.B, s_inner).Single();

        CheckInner(conn);
        Assert.Single(conn.TunnelParents!);
    }

    [Theory]
    [InlineData("00000800", false)]
    [InlineData("20000800 00000001", false)]
    [InlineData("B0000800 00000000 00000001 00000002", false)]
    [InlineData("00006558", true)]
    [InlineData("100088BE 00000001 1000000000000000", true)]
    [InlineData("100022EB 00000001 200000000000000000000000", true)]
    [InlineData("3001880B 00300000 00000001 0021", false)]
    public void GRE_is_entered_with_all_its_options(string header, bool isEthernet)
    {
        byte[] payload =
        [
            .. Convert.FromHexString(header.Replace(" ", "", StringComparison.Ordinal)),
            .. isEthernet ? s_ethernet : s_inner,
        ];

        CheckInner(new Wire().Send(47, Wire.A, Wire.B, payload).Single());
    }

    [Theory]
    [InlineData(4789, "0800000000000100", true, "vxlan")]
    [InlineData(6081, "0200655800000100 0000000000000000", true, "geneve")]
    [InlineData(6081, "0000080000000100", false, "geneve")]
    [InlineData(2152, "30FF0020 00000001", false, "gtpv1")]
    [InlineData(2152, "32FF0024 00000001 00010000", false, "gtpv1")]
    [InlineData(2152, "34FF0028 00000001 00000085 01000000", false, "gtpv1")]
    public void UDP_tunnels_have_an_outer_and_an_inner_flow(int port, string header, bool isEthernet, string service)
    {
        byte[] payload =
        [
            .. Convert.FromHexString(header.Replace(" ", "", StringComparison.Ordinal)),
            .. isEthernet ? s_ethernet : s_inner,
        ];
        var conns = new Wire().Send(17, Wire.A, Wire.B, Wire.UdpBytes(40000, port, payload)).Finish();

        Assert.Equal(2, conns.Count);
        Assert.Equal(service, conns[0].Service);
        CheckInner(conns[1]);
        Assert.Equal([conns[0].Uid!], conns[1].TunnelParents!);
    }

    [Fact]
    public void Teredo_carries_IPv6_behind_its_indications()
    {
        byte[] inner =
        [
            .. Convert.FromHexString("60000000000C1140"),
            .. new byte[15],
            1,
            .. new byte[15],
            2,
            .. Wire.UdpBytes(5000, 9999, [1, 2, 3, 4]),
        ];
        byte[] payload =
        [
            .. Convert.FromHexString("00010000" + "0000000000000000" + "00" + "0000FFFF01020304"),
            .. inner,
        ];

        var conns = new Wire().Send(17, Wire.A, Wire.B, Wire.UdpBytes(40000, 3544, payload)).Finish();

        Assert.Equal(["teredo", null], conns.Select(conn => conn.Service));
        Assert.Equal(("::1", "::2"), (conns[1].Id!.OriginatorHost, conns[1].Id!.ResponderHost));
    }

    [Fact]
    public void A_matryoshka_of_tunnels_ends_at_the_limit()
    {
        var packet = s_inner;
        for (var i = 0; i < 6; i++)
        {
            packet = Wire.Ipv4(4, Wire.A + (uint)i, Wire.B, packet);
        }
        var wire = new Wire().SendRaw(packet);

        Assert.Empty(wire.Finish());
        Assert.Equal("exceeded_tunnel_max_depth", Assert.Single(wire.Counters.Anomalies).Name);
    }

    private static void CheckInner(ConnRecord conn)
    {
        Assert.Equal(("1.1.1.1", 5000), (conn.Id!.OriginatorHost, conn.Id.OriginatorPort));
        Assert.Equal(("2.2.2.2", 9999), (conn.Id.ResponderHost, conn.Id.ResponderPort));
    }
}
