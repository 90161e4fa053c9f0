namespace Portal.Traffic.Packets;

/// <summary>IPv4 (RFC 2003) or IPv6 (RFC 2473, RFC 4213) directly inside IP.</summary>
internal static class IpInIpLayer
{
    public static bool TryFind(in Packet packet, out TunnelPayload inside)
    {
        inside = new TunnelPayload(LayerKind.Ip, packet.TransportOffset, "IP", null);
        return !packet.IpPayload.IsEmpty;
    }

    /// <summary>Whether bytes are exactly one IP packet: what tells a tunnel from something else on its port.</summary>
    public static bool IsWholePacket(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 20
        && (bytes[0] >> 4) switch
        {
            4 => ((bytes[2] << 8) | bytes[3]) == bytes.Length,
            6 => bytes.Length >= 40 && ((bytes[4] << 8) | bytes[5]) + 40 == bytes.Length,
            _ => false,
        };
}
