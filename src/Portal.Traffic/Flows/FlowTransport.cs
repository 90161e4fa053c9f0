namespace Portal.Traffic.Flows;

/// <summary>Zeek's <c>transport_proto</c>.</summary>
public enum FlowTransport : byte
{
    Unknown,
    Tcp,
    Udp,
    Icmp,
}
