namespace Portal.Traffic.Packets;

/// <summary>
/// Teredo (RFC 4380 §5.1.1): optional authentication (00 01, lengths, …), optional origin (00 00, port, address), then an
/// IPv6 packet.
/// </summary>
internal static class TeredoLayer
{
    public const int Port = 3544;
    private const int AuthenticationFixed = 13;
    private const int OriginLength = 8;

    public static bool TryFind(in Packet packet, out TunnelPayload inside)
    {
        inside = default;
        var payload = packet.Payload;
        var length = 0;
        if (payload is [0, 1, var client, var secret, ..])
        {
            length += AuthenticationFixed + client + secret;
        }
        if (payload.Length > length && payload[length..] is [0, 0, ..])
        {
            length += OriginLength;
        }
        inside = new TunnelPayload(LayerKind.Ip, packet.PayloadOffset + length, "TEREDO", "teredo");
        return payload.Length > length && payload[length] >> 4 == 6 && IpInIpLayer.IsWholePacket(payload[length..]);
    }
}
