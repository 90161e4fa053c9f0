using FsCheck.Xunit;
using Portal.Traffic.Captures;
using Portal.Traffic.Packets;

namespace Portal.Traffic.Tests.Packets;

public sealed class PacketDecoderTests
{
    private static readonly byte[] s_payload = "GET / HTTP/1.1\r\n\r\n"u8.ToArray();

    [Fact]
    public void Reads_what_PacketDotNet_wrote()
    {
        var frame = Frames.Tcp(s_payload);
        Packet packet = default;

        Assert.True(PacketDecoder.TryDecode(LinkType.Ethernet, frame, (uint)frame.Length, ref packet));

        Assert.Equal("10.0.0.1", packet.Source.ToString());
        Assert.Equal("192.0.2.80", packet.Destination.ToString());
        Assert.Equal(40000, packet.SourcePort);
        Assert.Equal(80, packet.DestinationPort);
        Assert.Equal(1000u, packet.TcpSequence);
        Assert.Equal(2000u, packet.TcpAcknowledgment);
        Assert.Equal(TcpFlags.Ack | TcpFlags.Psh, packet.TcpFlags);
        Assert.Equal(512, packet.TcpWindow);
        Assert.Equal(s_payload, packet.Payload.ToArray());
        Assert.Equal("Ethernet@0 Ipv4@14 Tcp@34", Layers(packet));
        Assert.Equal(PacketAnomaly.None, packet.Anomaly);
    }

    [Fact]
    public void Reads_IPv6()
    {
        var frame = Frames.Tcp(s_payload, Frames.Client6, Frames.Server6);
        Packet packet = default;

        Assert.True(PacketDecoder.TryDecode(LinkType.Ethernet, frame, (uint)frame.Length, ref packet));

        Assert.Equal("2001:db8::1", packet.Source.ToString());
        Assert.Equal(s_payload, packet.Payload.ToArray());
        Assert.Equal("Ethernet@0 Ipv6@14 Tcp@54", Layers(packet));
    }

    [Theory]
    [InlineData(LinkType.Ethernet, "020000000002020000000001 8100000A 0800", "Ethernet@0 Vlan@14 Ipv4@18 Tcp@38")]
    [InlineData(
        LinkType.Ethernet,
        "020000000002020000000001 88A80064 8100000A 0800",
        "Ethernet@0 Vlan@14 Vlan@18 Ipv4@22 Tcp@42"
    )]
    [InlineData(
        LinkType.Ethernet,
        "020000000002020000000001 9100 0064 8100 000A 0800",
        "Ethernet@0 Vlan@14 Vlan@18 Ipv4@22 Tcp@42"
    )]
    [InlineData(
        LinkType.Ethernet,
        "020000000002020000000001 0040 AAAA03 000000 0800",
        "Ethernet@0 Llc@14 Snap@17 Ipv4@22 Tcp@42"
    )]
    [InlineData(
        LinkType.Ethernet,
        "020000000002020000000001 8847 00010040 00020140",
        "Ethernet@0 Mpls@14 Ipv4@22 Tcp@42"
    )]
    [InlineData(
        LinkType.Ethernet,
        "020000000002020000000001 8864 11000001 0050 0021",
        "Ethernet@0 PppoeSession@14 Ppp@20 Ipv4@22 Tcp@42"
    )]
    [InlineData(LinkType.Ethernet, "020000000002020000000001 8926 00000000 0800", "Ethernet@0 VnTag@14 Ipv4@20 Tcp@40")]
    [InlineData(
        LinkType.Ethernet,
        "020000000002020000000001 88E7 00000001 020000000003020000000004 0800",
        "Ethernet@0 ProviderBackbone@14 Ethernet@18 Ipv4@32 Tcp@52"
    )]
    [InlineData(LinkType.LinuxSll, "0000 0001 0006 0200000000010000 0800", "LinuxCooked@0 Ipv4@16 Tcp@36")]
    [InlineData(LinkType.LinuxSll2, "0800 0000 00000001 0001 00 06 0200000000010000", "LinuxCooked2@0 Ipv4@20 Tcp@40")]
    [InlineData(LinkType.Raw, "", "Ipv4@0 Tcp@20")]
    [InlineData(LinkType.Null, "02000000", "Loopback@0 Ipv4@4 Tcp@24")]
    [InlineData(LinkType.Null, "00000002", "Loopback@0 Ipv4@4 Tcp@24")]
    [InlineData(LinkType.Loop, "00000002", "Loopback@0 Ipv4@4 Tcp@24")]
    [InlineData(LinkType.Ppp, "FF03 0021", "Ppp@0 Ipv4@4 Tcp@24")]
    [InlineData(LinkType.Ppp, "21", "Ppp@0 Ipv4@1 Tcp@21")]
    [InlineData(LinkType.CiscoHdlc, "0F00 0800", "CiscoHdlc@0 Ipv4@4 Tcp@24")]
    [InlineData(LinkType.FrameRelay, "1841 03 CC", "FrameRelay@0 Ipv4@4 Tcp@24")]
    [InlineData(LinkType.FrameRelay, "1841 0800", "FrameRelay@0 Ipv4@4 Tcp@24")]
    [InlineData(LinkType.NfLog, "02000000 08000100 AABBCCDD 0000 0900", "Nflog@0 Ipv4@16 Tcp@36")]
    [InlineData(
        LinkType.Ieee80211Radiotap,
        "00000800 00000000 0801 0000 000000000001 000000000002 000000000003 0000 AAAA03 000000 0800",
        "Radiotap@0 Ieee80211@8 Llc@32 Snap@35 Ipv4@40 Tcp@60"
    )]
    public void Walks_every_link_layer_to_the_transport(LinkType linkType, string link, string layers)
    {
        var frame = Frames.Relink(
            Frames.Tcp(s_payload),
            Convert.FromHexString(link.Replace(" ", "", StringComparison.Ordinal))
        );
        Packet packet = default;

        Assert.True(PacketDecoder.TryDecode(linkType, frame, (uint)frame.Length, ref packet));

        Assert.Equal(layers, Layers(packet));
        Assert.Equal(s_payload, packet.Payload.ToArray());
    }

    [Fact]
    public void Tells_the_VLAN_identifiers_of_a_double_tag()
    {
        var link = Convert.FromHexString("02000000000202000000000188A800648100000A0800");
        var frame = Frames.Relink(Frames.Tcp(s_payload), link);
        Packet packet = default;

        Assert.True(PacketDecoder.TryDecode(LinkType.Ethernet, frame, (uint)frame.Length, ref packet));

        Assert.Equal(100, packet.VlanId);
        Assert.Equal(10, packet.InnerVlanId);
    }

    [Fact]
    public void Keeps_the_wire_length_of_a_frame_cut_by_the_capture()
    {
        var frame = Frames.Tcp(new byte[1000]);
        Packet packet = default;

        Assert.True(PacketDecoder.TryDecode(LinkType.Ethernet, frame.AsSpan(0, 96), (uint)frame.Length, ref packet));

        Assert.Equal(1000, packet.PayloadLength);
        Assert.Equal(96 - 54, packet.Payload.Length);
    }

    [Fact]
    public void Does_not_take_Ethernet_padding_for_payload()
    {
        byte[] frame = [.. Frames.Tcp([]), .. new byte[6]];
        Packet packet = default;

        Assert.True(PacketDecoder.TryDecode(LinkType.Ethernet, frame, (uint)frame.Length, ref packet));

        Assert.Equal(0, packet.PayloadLength);
        Assert.True(packet.Payload.IsEmpty);
    }

    [Fact]
    public void Takes_the_frame_end_where_offload_left_the_total_length_zero()
    {
        var frame = Frames.Tcp(s_payload);
        frame[16] = 0;
        frame[17] = 0;
        Packet packet = default;

        Assert.True(PacketDecoder.TryDecode(LinkType.Ethernet, frame, (uint)frame.Length, ref packet));

        Assert.Equal(PacketAnomaly.IpTotalLengthZero, packet.Anomaly);
        Assert.Equal(0, packet.IpTotalLength);
        Assert.Equal(s_payload, packet.Payload.ToArray());
    }

    [Fact]
    public void Leaves_a_fragment_to_the_defragmenter()
    {
        var frame = Frames.Udp(new byte[64]);
        frame[20] = 0x20; // more fragments
        Packet packet = default;

        Assert.True(PacketDecoder.TryDecode(LinkType.Ethernet, frame, (uint)frame.Length, ref packet));

        Assert.True(packet.IsFragment);
        Assert.True(packet.HasMoreFragments);
        Assert.False(packet.HasTransport);
        Assert.Equal(72, packet.IpPayload.Length);
    }

    [Theory]
    [InlineData(
        "0604000000001234000000070102030405060708090A0B0C",
        "Ethernet@0 Ipv4@14 AuthenticationHeader@34 Tcp@58"
    )]
    [InlineData("06FF0000000012340000000701020304", "Ethernet@0 Ipv4@14")] // longer than the packet
    public void Steps_over_an_authentication_header_of_IPv4(string header, string layers)
    {
        var plain = Frames.Tcp(s_payload);
        var authentication = Convert.FromHexString(header);
        byte[] frame = [.. plain[..34], .. authentication, .. plain[34..]];
        frame[23] = 51;
        frame[17] += (byte)authentication.Length;
        Packet packet = default;

        Assert.True(PacketDecoder.TryDecode(LinkType.Ethernet, frame, (uint)frame.Length, ref packet));

        Assert.Equal(layers, Layers(packet));
        Assert.Equal(layers.Contains("Tcp", StringComparison.Ordinal) ? 6 : 51, packet.IpProtocol);
        Assert.Equal(packet.IpProtocol == 6 ? 80 : 0, packet.DestinationPort);
        Assert.Equal(PacketAnomaly.None, packet.Anomaly);
    }

    [Fact]
    public void Walks_IPv6_extension_headers()
    {
        var plain = Frames.Tcp(s_payload, Frames.Client6, Frames.Server6);
        var extension = Convert.FromHexString("3C00010400000000" + "0600010400000000");
        byte[] frame = [.. plain[..54], .. extension, .. plain[54..]];
        frame[20] = 0; // hop-by-hop first
        frame[18] = (byte)((plain.Length - 54 + 16) >> 8);
        frame[19] = (byte)(plain.Length - 54 + 16);
        Packet packet = default;

        Assert.True(PacketDecoder.TryDecode(LinkType.Ethernet, frame, (uint)frame.Length, ref packet));

        Assert.Equal("Ethernet@0 Ipv6@14 Ipv6HopByHop@54 Ipv6DestinationOptions@62 Tcp@70", Layers(packet));
        Assert.Equal(s_payload, packet.Payload.ToArray());
    }

    [Theory]
    [InlineData(10, PacketAnomaly.TruncatedEthernet)]
    [InlineData(30, PacketAnomaly.TruncatedIp)]
    [InlineData(34, PacketAnomaly.TransportHeaderCut)]
    public void Names_what_a_cut_frame_lacks(int length, PacketAnomaly expected)
    {
        var frame = Frames.Tcp(s_payload);
        Packet packet = default;

        PacketDecoder.TryDecode(LinkType.Ethernet, frame.AsSpan(0, length), (uint)frame.Length, ref packet);

        Assert.Equal(expected, packet.Anomaly);
        Assert.False(packet.HasTransport);
    }

    [Fact]
    public void Refuses_an_IP_packet_that_claims_more_than_was_on_the_wire()
    {
        var frame = Frames.Tcp(s_payload);
        frame[16] = 0x7F;
        Packet packet = default;

        Assert.False(PacketDecoder.TryDecode(LinkType.Ethernet, frame, (uint)frame.Length, ref packet));

        Assert.Equal(PacketAnomaly.IpTotalLengthBeyondFrame, packet.Anomaly);
    }

    [Fact]
    public void Numbers_the_protocol_it_does_not_decode()
    {
        var frame = Convert.FromHexString("01000CCCCCCC02000000000188CC0207040200000000");
        Packet packet = default;

        Assert.False(PacketDecoder.TryDecode(LinkType.Ethernet, frame, (uint)frame.Length, ref packet));

        Assert.Equal(ProtocolSpace.EtherType, packet.UnknownSpace);
        Assert.Equal(0x88CC, packet.UnknownProtocol);
    }

    [Fact]
    public void Stops_at_a_bomb_of_layers()
    {
        byte[] frame =
        [
            .. Convert.FromHexString("0200000000020200000000018100"),
            .. Enumerable.Repeat<byte[]>([0, 1, 0x81, 0], 100).SelectMany(tag => tag),
        ];
        Packet packet = default;

        Assert.False(PacketDecoder.TryDecode(LinkType.Ethernet, frame, (uint)frame.Length, ref packet));

        Assert.Equal(PacketAnomaly.TooManyLayers, packet.Anomaly);
    }

    [Property(MaxTest = 2000)]
    public void Never_throws_on_random_frames(byte[] frame, byte linkType, uint originalLength)
    {
        Packet packet = default;
        PacketDecoder.TryDecode((LinkType)linkType, frame, originalLength, ref packet);
        Touch(packet);
    }

    [Property(MaxTest = 2000)]
    public void Never_throws_on_a_damaged_frame(ushort[] damage, bool isIpv6)
    {
        var frame = isIpv6 ? Frames.Tcp(s_payload, Frames.Client6, Frames.Server6) : Frames.Tcp(s_payload);
        foreach (var hit in damage)
        {
            frame[hit % frame.Length] = (byte)(hit >> 8);
        }
        Packet packet = default;
        PacketDecoder.TryDecode(LinkType.Ethernet, frame, (uint)frame.Length, ref packet);
        Touch(packet);
    }

    [Fact]
    public void Allocates_nothing()
    {
        var frame = Frames.Tcp(s_payload);
        Packet packet = default;
        PacketDecoder.TryDecode(LinkType.Ethernet, frame, (uint)frame.Length, ref packet);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++)
        {
            PacketDecoder.TryDecode(LinkType.Ethernet, frame, (uint)frame.Length, ref packet);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void Touch(Packet packet)
    {
        Assert.InRange(packet.LayerCount, 0, PacketLayers.MaxLayers);
        if (packet.HasTransport)
        {
            Assert.InRange(packet.Payload.Length, 0, packet.Bytes.Length);
            Assert.InRange(packet.IpPayload.Length, 0, packet.Bytes.Length);
        }
        for (var i = 0; i < packet.LayerCount; i++)
        {
            var layer = packet.Layer(i);
            Assert.InRange(layer.Offset + layer.HeaderLength, 0, packet.Bytes.Length);
        }
    }

    private static string Layers(Packet packet)
    {
        var names = new List<string>();
        for (var i = 0; i < packet.LayerCount; i++)
        {
            names.Add($"{packet.Layer(i).Kind}@{packet.Layer(i).Offset}");
        }
        return string.Join(' ', names);
    }
}
