namespace Portal.Traffic.Packets;

/// <summary>
/// GTP-U version 1 (3GPP TS 29.281 §5): flags, message type, length (2 bytes), tunnel (4), and with any of the flags E, S
/// or PN four more bytes and a chain of extension headers. Message 255 carries an IP packet.
/// </summary>
internal static class GtpLayer
{
    public const int UserPort = 2152;
    public const int ControlPort = 2123;
    private const int MinHeader = 8;
    private const int OptionalFields = 4;
    private const byte VersionAndType = 0x30;
    private const byte VersionAndTypeMask = 0xF0;
    private const byte AnyOptional = 0x07;
    private const byte ExtensionFlag = 0x04;
    private const byte UserData = 255;

    /// <summary>Extension headers of one message; more than a handful is not known to exist.</summary>
    private const int MaxExtensions = 16;

    public static bool TryFind(in Packet packet, out TunnelPayload inside)
    {
        inside = default;
        var payload = packet.Payload;
        if (payload.Length < MinHeader || (payload[0] & VersionAndTypeMask) != VersionAndType || payload[1] != UserData)
        {
            return false;
        }
        var length = MinHeader;
        if ((payload[0] & AnyOptional) != 0)
        {
            length += OptionalFields;
            if ((payload[0] & ExtensionFlag) != 0 && !TrySkipExtensions(payload, ref length))
            {
                return false;
            }
        }
        inside = new TunnelPayload(LayerKind.Ip, packet.PayloadOffset + length, "GTPv1", "gtpv1");
        return payload.Length > length && IpInIpLayer.IsWholePacket(payload[length..]);
    }

    /// <summary>Each begins with its length in units of four bytes and ends with the type of the next; 0 is none.</summary>
    private static bool TrySkipExtensions(ReadOnlySpan<byte> payload, ref int length)
    {
        for (var i = 0; i < MaxExtensions; i++)
        {
            if (length > payload.Length)
            {
                return false;
            }
            if (payload[length - 1] == 0)
            {
                return true;
            }
            if (length >= payload.Length || payload[length] == 0)
            {
                return false;
            }
            length += payload[length] * 4;
        }
        return false;
    }
}
