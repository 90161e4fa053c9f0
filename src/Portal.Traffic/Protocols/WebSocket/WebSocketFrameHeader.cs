namespace Portal.Traffic.Protocols.WebSocket;

/// <summary>
/// The head of a frame (RFC 6455 §5.2).
/// <code>
///  0               1               2               3
///  F R R R opcode  M length 7      length 16 or 64 if 126 or 127
///  masking key, 4 bytes, if M
/// </code>
/// </summary>
/// <param name="Opcode">0 continuation, 1 text, 2 binary; 8 close, 9 ping, 10 pong.</param>
/// <param name="IsCompressed">The first reserved bit: the message is compressed (RFC 7692 §6).</param>
/// <param name="Length">Bytes of the payload.</param>
/// <param name="Mask">The four bytes in network order; 0 changes nothing.</param>
public readonly record struct WebSocketFrameHeader(int Opcode, bool IsCompressed, long Length, uint Mask)
{
    public const int MaxBytes = 14;

    public bool IsControl => Opcode >= 8;

    /// <summary>How many bytes the head has, by its first two.</summary>
    public static int LengthOf(byte second) =>
        2
        + (second & 0x7F) switch
        {
            126 => 2,
            127 => 8,
            _ => 0,
        }
        + ((second & 0x80) != 0 ? 4 : 0);

    /// <summary>Reads a whole head; false when it is cut, has a reserved opcode, or a control frame is too long (§5.5).</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out WebSocketFrameHeader header)
    {
        var reader = new ByteReader(bytes);
        var (first, second) = (reader.ReadByte(), reader.ReadByte());
        long length = second & 0x7F;
        if (length == 126)
        {
            length = reader.ReadUInt16();
        }
        else if (length == 127)
        {
            length = (long)reader.ReadUInt64();
        }
        var mask = (second & 0x80) != 0 ? reader.ReadUInt32() : 0;
        header = new WebSocketFrameHeader(first & 0xF, (first & 0x40) != 0, length, mask);
        return !reader.Failed
            && length >= 0
            && header.Opcode is <= 2 or (>= 8 and <= 10)
            && !(header.IsControl && length > 125);
    }
}
