using System.Numerics;
using System.Text;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Smb;

/// <summary>Reads the bodies of MS-SMB2 §2.2: fields by their offset from the body's beginning, buffers from the header's.</summary>
/// <param name="message">One message from its header to its end or to the next one's beginning.</param>
internal readonly ref struct Smb2Body(ReadOnlySpan<byte> message)
{
    private readonly ReadOnlySpan<byte> _message = message;

    public byte Byte(int offset) => At(offset).ReadByte();

    public ushort UInt16(int offset) => At(offset).ReadUInt16LittleEndian();

    public uint UInt32(int offset) => At(offset).ReadUInt32LittleEndian();

    public ulong UInt64(int offset) => At(offset).ReadUInt64LittleEndian();

    /// <summary>A file identifier (§2.2.14.1): both halves folded into one number that tells open files apart.</summary>
    public ulong FileId(int offset) => unchecked(BitOperations.RotateLeft(UInt64(offset), 32) + UInt64(offset + 8));

    /// <summary>All ones: the file that the compound's message before opened.</summary>
    public bool IsRelatedFileId(int offset) => UInt64(offset) == ulong.MaxValue && UInt64(offset + 8) == ulong.MaxValue;

    public SmbTimes Times(int offset)
    {
        var reader = At(offset);
        return SmbTimes.Read(ref reader);
    }

    /// <summary>Bytes elsewhere in the message; what was not captured of them is left out, nothing if they lie outside.</summary>
    /// <param name="offset">From the header's beginning.</param>
    /// <param name="length">As the message says.</param>
    public ReadOnlySpan<byte> Buffer(uint offset, uint length)
    {
        if (offset < Smb2Header.Bytes || offset > _message.Length)
        {
            return default;
        }
        var rest = _message[(int)offset..];
        return rest[..(int)Math.Min((uint)rest.Length, length)];
    }

    /// <summary>A name in UTF-16.</summary>
    public string Text(uint offset, uint length)
    {
        var bytes = Buffer(offset, length);
        return ZeekText.Decode(
            Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(bytes[..(bytes.Length & ~1)]).TrimEnd('\0'))
        );
    }

    private ByteReader At(int offset)
    {
        var reader = new ByteReader(_message);
        reader.Skip(Smb2Header.Bytes + offset);
        return reader;
    }
}
