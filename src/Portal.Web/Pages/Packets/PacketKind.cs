using Portal.Traffic.Inspection;

namespace Portal.Web.Pages.Packets;

/// <summary>Which of the colours of the packet list a frame has, after Wireshark's colouring rules.</summary>
public static class PacketKind
{
    public static string Of(FrameRow row) =>
        row.Info.Contains("RST", StringComparison.Ordinal) && row.Protocol == "TCP" ? "bad"
        : row.Info.Contains("Malformed", StringComparison.OrdinalIgnoreCase) ? "bad"
        : row.Protocol switch
        {
            "TCP" => "tcp",
            "UDP" or "NTP" or "QUIC" or "DHCP" => "udp",
            "DNS" or "MDNS" or "LLMNR" => "dns",
            "HTTP" or "HTTP2" => "http",
            "SMB" or "SMB2" or "NBSS" or "DCERPC" => "smb",
            "ICMP" or "ICMPv6" => "icmp",
            "ARP" => "arp",
            _ when row.Protocol.StartsWith("TLS", StringComparison.Ordinal) => "tls",
            _ => "other",
        };
}
