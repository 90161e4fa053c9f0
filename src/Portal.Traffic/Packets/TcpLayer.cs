using System.Buffers.Binary;

namespace Portal.Traffic.Packets;

/// <summary>TCP header (RFC 9293 §3.1).</summary>
public static class TcpLayer
{
    public const int MinHeader = 20;
    private const byte OptionEnd = 0;
    private const byte OptionNoOperation = 1;
    private const byte OptionWindowScale = 3;

    /// <summary>Shift count of the window scale option (RFC 7323 §2.2), at most 14; null without the option.</summary>
    public static int? WindowScale(ReadOnlySpan<byte> options)
    {
        var position = 0;
        while (position < options.Length && options[position] != OptionEnd)
        {
            if (options[position] == OptionNoOperation)
            {
                position++;
                continue;
            }
            if (position + 1 >= options.Length || options[position + 1] < 2)
            {
                return null;
            }
            var length = options[position + 1];
            if (position + length > options.Length)
            {
                return null;
            }
            if (options[position] == OptionWindowScale && length >= 3)
            {
                return Math.Min(options[position + 2], (byte)14);
            }
            position += length;
        }
        return null;
    }

    internal static void Read(ref Packet packet)
    {
        var rest = packet.Rest;
        if (packet.IpPayloadLength < MinHeader || rest.Length < MinHeader)
        {
            packet.Stop(
                packet.IpPayloadLength < MinHeader
                    ? PacketAnomaly.TransportHeaderTooLong
                    : PacketAnomaly.TransportHeaderCut
            );
            return;
        }
        packet.SourcePort = BinaryPrimitives.ReadUInt16BigEndian(rest);
        packet.DestinationPort = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
        packet.TcpSequence = BinaryPrimitives.ReadUInt32BigEndian(rest[4..]);
        packet.TcpAcknowledgment = BinaryPrimitives.ReadUInt32BigEndian(rest[8..]);
        packet.TcpFlags = (TcpFlags)rest[13];
        packet.TcpWindow = BinaryPrimitives.ReadUInt16BigEndian(rest[14..]);
        packet.HasTransport = true;

        var headerLength = (rest[12] >> 4) * 4;
        if (headerLength < MinHeader)
        {
            packet.Stop(PacketAnomaly.TcpHeaderLengthTooSmall);
            return;
        }
        if (headerLength > packet.IpPayloadLength || headerLength > rest.Length)
        {
            packet.Stop(PacketAnomaly.TransportHeaderTooLong);
            return;
        }
        packet.HasWholeTransportHeader = true;
        packet.Advance(LayerKind.Tcp, headerLength, LayerKind.None);
        packet.PayloadOffset = packet.Position;
        packet.PayloadLength = packet.IpPayloadLength - headerLength;
    }
}
