using System.Runtime.InteropServices;

namespace Portal.Traffic.Protocols.Smb;

/// <summary>
/// The header of a message (MS-CIFS §2.2.3.1).
/// <code>
///  0 FF 'SMB'   4 command   5 status   9 flags   10 flags2   12 process high   14 signature   22 reserved
/// 24 tree       26 process  28 user    30 multiplex
/// </code>
/// </summary>
/// <param name="Status">An NTSTATUS, or a DOS error of the same size.</param>
/// <param name="IsUnicode">Texts are UTF-16 at even places, else one byte a letter.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Smb1Header(
    Smb1Command Command,
    uint Status,
    bool IsResponse,
    bool IsUnicode,
    ushort TreeId,
    ushort ProcessId,
    ushort MultiplexId
)
{
    public const int Bytes = 32;
    public const byte Identifier = 0xFF;

    private const byte ReplyFlag = 0x80;
    private const ushort UnicodeFlag = 0x8000;

    /// <summary>What a response is paired with its request by.</summary>
    public uint ExchangeId => ((uint)ProcessId << 16) | MultiplexId;

    public static bool TryParse(ReadOnlySpan<byte> message, out Smb1Header header)
    {
        var reader = new ByteReader(message);
        var identifier = reader.ReadByte();
        reader.Skip(3);
        var command = reader.ReadByte();
        var status = reader.ReadUInt32LittleEndian();
        var flags = reader.ReadByte();
        var flags2 = reader.ReadUInt16LittleEndian();
        reader.Skip(12);
        var tree = reader.ReadUInt16LittleEndian();
        var process = reader.ReadUInt16LittleEndian();
        reader.Skip(2);
        header = new Smb1Header(
            (Smb1Command)command,
            status,
            (flags & ReplyFlag) != 0,
            (flags2 & UnicodeFlag) != 0,
            tree,
            process,
            reader.ReadUInt16LittleEndian()
        );
        return !reader.Failed && identifier == Identifier;
    }
}
