namespace Portal.Traffic.Packets;

/// <summary>Names of the anomalies, as Zeek's weird.log has them where Zeek has one.</summary>
public static class PacketAnomalies
{
    private static readonly string[] s_names = BuildNames();

    /// <summary>Zeek's name; empty for <see cref="PacketAnomaly.None"/>.</summary>
    public static string Name(PacketAnomaly anomaly) => s_names[(int)anomaly];

    private static string[] BuildNames()
    {
        var names = new string[Enum.GetValues<PacketAnomaly>().Length];
        foreach (var anomaly in Enum.GetValues<PacketAnomaly>())
        {
            names[(int)anomaly] = ZeekName(anomaly);
        }
        return names;
    }

    private static string ZeekName(PacketAnomaly anomaly) =>
        anomaly switch
        {
            PacketAnomaly.None => "",
            PacketAnomaly.TooManyLayers => "too_many_layers",
            PacketAnomaly.UnknownLinkType => "unknown_link_type",
            PacketAnomaly.TruncatedLink => "truncated_link_header",
            PacketAnomaly.TruncatedEthernet => "truncated_ethernet_frame",
            PacketAnomaly.TruncatedVlan => "truncated_VLAN_header",
            PacketAnomaly.TruncatedLlc => "truncated_llc_header",
            PacketAnomaly.TruncatedSnap => "truncated_snap_llc_header",
            PacketAnomaly.TruncatedMpls => "no_mpls_payload",
            PacketAnomaly.TruncatedPppoe => "truncated_pppoe_header",
            PacketAnomaly.TruncatedPpp => "truncated_ppp_header",
            PacketAnomaly.TruncatedLoopback => "null_analyzer_failed",
            PacketAnomaly.TruncatedRadiotap => "truncated_radiotap_header",
            PacketAnomaly.TruncatedIeee80211 => "truncated_802_11_header",
            PacketAnomaly.TruncatedArp => "truncated_ARP",
            PacketAnomaly.TruncatedIp => "truncated_IP",
            PacketAnomaly.UnknownIpVersion => "unknown_ip_version",
            PacketAnomaly.IpTotalLengthZero => "ip_hdr_len_zero",
            PacketAnomaly.IpTotalLengthBeyondFrame => "truncated_IP_len",
            PacketAnomaly.IpHeaderLongerThanPacket => "invalid_IP_header_size",
            PacketAnomaly.IpHeaderCut => "internally_truncated_header",
            PacketAnomaly.Ipv4HeaderTooSmall => "IPv4_min_header_size",
            PacketAnomaly.Ipv6RoutingType0 => "routing0_hdr",
            PacketAnomaly.Ipv6NoNext => "ipv6_no_next",
            PacketAnomaly.TransportHeaderTooLong => "truncated_header",
            PacketAnomaly.TransportHeaderCut => "internally_truncated_header",
            PacketAnomaly.TcpHeaderLengthTooSmall => "bad_TCP_header_len",
            PacketAnomaly.UdpLengthMismatch => "UDP_datagram_length_mismatch",
            PacketAnomaly.FragmentCut => "incompletely_captured_fragment",
            PacketAnomaly.TruncatedGre => "truncated_GRE",
            PacketAnomaly.UnknownGreVersion => "unknown_gre_version",
            PacketAnomaly.UnknownGreFlags => "unknown_gre_flags",
            PacketAnomaly.GreRouting => "gre_routing",
            PacketAnomaly.GreUnknownProtocol => "egre_protocol_type",
            PacketAnomaly.TruncatedTunnel => "truncated_tunnel_header",
            PacketAnomaly.TunnelTooDeep => "exceeded_tunnel_max_depth",
            _ => throw new ArgumentOutOfRangeException(nameof(anomaly), anomaly, "An anomaly without a name."),
        };
}
