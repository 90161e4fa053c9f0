namespace Portal.Web.Frames;

/// <summary>A frame as a line of the packet list.</summary>
/// <param name="Number">From 1, as Wireshark counts.</param>
/// <param name="Time">Nanoseconds since 1970 UTC.</param>
/// <param name="Length">Bytes on the wire.</param>
public sealed record FrameRow(
    long Number,
    long Time,
    string Source,
    string Destination,
    string Protocol,
    long Length,
    string Info
)
{
    /// <summary>Which of the colours of the packet list it has.</summary>
    public string Kind =>
        Info.Contains("[RST", StringComparison.Ordinal) || Info.Contains("Malformed", StringComparison.OrdinalIgnoreCase)
            ? "bad"
            : Protocol switch
            {
                "TCP" => "tcp",
                "UDP" or "NTP" or "QUIC" or "DHCP" => "udp",
                "DNS" or "MDNS" or "LLMNR" => "dns",
                "HTTP" or "HTTP2" => "http",
                "TLS" or "SSL" => "tls",
                "SMB" or "SMB2" or "NBSS" or "DCERPC" => "smb",
                "ICMP" or "ICMPv6" => "icmp",
                "ARP" => "arp",
                _ when Protocol.StartsWith("TLS", StringComparison.Ordinal) => "tls",
                _ => "other",
            };
}
