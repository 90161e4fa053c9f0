using System.Runtime.InteropServices;

namespace Portal.Traffic.Protocols.Smb;

/// <summary>
/// The header of a message (MS-SMB2 §2.2.1).
/// <code>
///  0 FE 'SMB'   4 size 64   6 credit charge   8 status   12 command   14 credits   16 flags   20 next command
/// 24 message    32 reserved 36 tree  (or 32 asynchronous identifier)   40 session   48 signature
/// </code>
/// </summary>
/// <param name="Status">An NTSTATUS in responses (MS-ERREF §2.3).</param>
/// <param name="Next">Where the next message of a compound begins, from this one's beginning; 0 in the last.</param>
/// <param name="TreeId">0 in an asynchronous response.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Smb2Header(
    uint Status,
    Smb2Command Command,
    uint Flags,
    uint Next,
    ulong MessageId,
    uint TreeId,
    ulong SessionId
)
{
    public const int Bytes = 64;
    public const byte Identifier = 0xFE;
    public const byte EncryptedIdentifier = 0xFD;
    public const byte CompressedIdentifier = 0xFC;

    private const uint ResponseFlag = 0x1;
    private const uint AsynchronousFlag = 0x2;
    private const uint RelatedFlag = 0x4;
    private const uint Pending = 0x0000_0103;
    private const uint BufferOverflow = 0x8000_0005;
    private const uint MoreProcessingRequired = 0xC000_0016;

    public bool IsResponse => (Flags & ResponseFlag) != 0;

    /// <summary>The request uses the tree and the file of the one before it in the compound.</summary>
    public bool IsRelated => (Flags & RelatedFlag) != 0;

    /// <summary>It has an identifier of its own in the place of the tree's.</summary>
    public bool IsAsynchronous => (Flags & AsynchronousFlag) != 0;

    /// <summary>The true response comes later.</summary>
    public bool IsPending => Status == Pending;

    /// <summary>The response has the body of its command, not that of an error (MS-SMB2 §2.2.2).</summary>
    public bool HasBody =>
        Status is 0 or BufferOverflow || (Status == MoreProcessingRequired && Command == Smb2Command.SessionSetup);

    public static bool TryParse(ReadOnlySpan<byte> message, out Smb2Header header)
    {
        var reader = new ByteReader(message);
        var identifier = reader.ReadByte();
        reader.Skip(3);
        var size = reader.ReadUInt16LittleEndian();
        reader.Skip(2);
        var status = reader.ReadUInt32LittleEndian();
        var command = reader.ReadUInt16LittleEndian();
        reader.Skip(2);
        var flags = reader.ReadUInt32LittleEndian();
        var next = reader.ReadUInt32LittleEndian();
        var messageId = reader.ReadUInt64LittleEndian();
        reader.Skip(4);
        var tree = reader.ReadUInt32LittleEndian();
        var session = reader.ReadUInt64LittleEndian();
        reader.Skip(16); // signature
        header = new Smb2Header(
            status,
            (Smb2Command)command,
            flags,
            next,
            messageId,
            (flags & AsynchronousFlag) != 0 ? 0 : tree,
            session
        );
        return !reader.Failed && identifier == Identifier && size == Bytes;
    }
}
