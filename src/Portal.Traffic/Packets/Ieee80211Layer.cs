namespace Portal.Traffic.Packets;

/// <summary>
/// IEEE 802.11 MAC header (IEEE 802.11 §9.2): frame control (2 bytes), duration (2), three addresses, sequence (2), a
/// fourth address between access points, QoS (2), HT control (4). Only data frames in the clear carry LLC.
/// </summary>
internal static class Ieee80211Layer
{
    private const int BaseHeader = 24;
    private const int DataType = 2;
    private const byte ToAndFromDs = 0x03;
    private const byte Protected = 0x40;
    private const byte Order = 0x80;
    private const byte QosBit = 0x8;
    private const byte NoDataBit = 0x4;
    private const byte AggregatePresent = 0x80;

    public static void Read(ref Packet packet)
    {
        var rest = packet.Rest;
        if (rest.Length < 2)
        {
            packet.Stop(PacketAnomaly.TruncatedIeee80211);
            return;
        }
        var type = (rest[0] >> 2) & 3;
        var subtype = rest[0] >> 4;
        var flags = rest[1];
        var isQos = (subtype & QosBit) != 0;
        var headerLength =
            BaseHeader
            + ((flags & ToAndFromDs) == ToAndFromDs ? 6 : 0)
            + (isQos ? 2 : 0)
            + (isQos && (flags & Order) != 0 ? 4 : 0);
        var isAggregate = isQos && rest.Length >= headerLength && (rest[headerLength - 2] & AggregatePresent) != 0;
        if (type != DataType || (subtype & NoDataBit) != 0 || (flags & Protected) != 0 || isAggregate)
        {
            packet.Advance(LayerKind.Ieee80211, Math.Min(headerLength, rest.Length), LayerKind.None);
            packet.StopAtUnknown(ProtocolSpace.Ieee80211Type, (type * 16) + subtype);
            return;
        }
        if (rest.Length < headerLength)
        {
            packet.Stop(PacketAnomaly.TruncatedIeee80211);
            return;
        }
        packet.Advance(LayerKind.Ieee80211, headerLength, LayerKind.Llc);
    }
}
