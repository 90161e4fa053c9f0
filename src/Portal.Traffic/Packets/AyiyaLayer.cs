namespace Portal.Traffic.Packets;

/// <summary>
/// AYIYA, "anything in anything" (draft-massar-v6ops-ayiya-02 §3): length of the identity as a power of two and its type (4
/// bits each), length of the signature in units of four bytes and its hash, authentication and operation, next header, time
/// (4 bytes), identity, signature; then the carried packet.
/// </summary>
internal static class AyiyaLayer
{
    public const int Port = 5072;
    private const int FixedLength = 8;
    private const int Forward = 1;

    /// <summary>Longer identities than a host name do not exist.</summary>
    private const int MaxIdentityPower = 8;

    public static bool TryFind(in Packet packet, out TunnelPayload inside)
    {
        inside = default;
        var payload = packet.Payload;
        if (payload.Length <= FixedLength || payload[0] >> 4 > MaxIdentityPower || (payload[2] & 0x0F) != Forward)
        {
            return false;
        }
        var length = FixedLength + (1 << (payload[0] >> 4)) + ((payload[1] >> 4) * 4);
        inside = new TunnelPayload(LayerKind.Ip, packet.PayloadOffset + length, "AYIYA", "ayiya");
        return payload[3] is IpLayer.ProtocolIpv4 or IpLayer.ProtocolIpv6
            && payload.Length > length
            && IpInIpLayer.IsWholePacket(payload[length..]);
    }
}
