namespace Portal.Traffic.Protocols.Smb;

/// <summary>A request to connect to a share (MS-CIFS §2.2.4.55), alone or behind a logon in the same message.</summary>
internal static class Smb1TreeConnect
{
    private const byte None = 0xFF;

    /// <summary>Commands of one message (MS-CIFS §2.2.3.4): each has the place of the next.</summary>
    private const int MaxChain = 8;

    public static bool HasAndX(byte command) => command is 0x24 or 0x2D or 0x2E or 0x2F or 0x73 or 0x74 or 0x75 or 0xA2;

    public static string? PathOf(ReadOnlySpan<byte> message, in Smb1Header header)
    {
        var command = (byte)header.Command;
        var offset = Smb1Header.Bytes;
        for (var i = 0; i < MaxChain && Smb1Block.TryParse(message, offset, out var block); i++)
        {
            if (command == (byte)Smb1Command.TreeConnectAndX)
            {
                var at = block.BytesOffset + block.UInt16(6);
                return block.Text(ref at, header.IsUnicode);
            }
            if (!HasAndX(command) || block.WordCount < 2 || block.Byte(0) == None || block.UInt16(2) <= offset)
            {
                return null;
            }
            (command, offset) = (block.Byte(0), block.UInt16(2));
        }
        return null;
    }
}
