using System.Buffers.Binary;
using System.Text;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Smb;

/// <summary>
/// One command's part of a message (MS-CIFS §2.2.3.2, §2.2.3.3): <c>word count, words, 16 bits of byte count, bytes</c>. A
/// read outside gives zero or nothing.
/// </summary>
internal readonly ref struct Smb1Block
{
    private readonly ReadOnlySpan<byte> _message;
    private readonly ReadOnlySpan<byte> _words;

    private Smb1Block(ReadOnlySpan<byte> message, ReadOnlySpan<byte> words, int bytesOffset, int byteCount)
    {
        _message = message;
        _words = words;
        (BytesOffset, ByteCount) = (bytesOffset, byteCount);
    }

    /// <summary>16-bit words; 0 in most responses that report an error.</summary>
    public int WordCount => _words.Length / 2;

    /// <summary>Where the bytes begin, from the header's beginning.</summary>
    public int BytesOffset { get; }

    public int ByteCount { get; }

    /// <summary>False when the words are not all there; bytes that are missing are just left out.</summary>
    public static bool TryParse(ReadOnlySpan<byte> message, int offset, out Smb1Block block)
    {
        var reader = new ByteReader(message);
        reader.Skip(offset);
        var words = reader.Take(reader.ReadByte() * 2);
        var byteCount = reader.ReadUInt16LittleEndian();
        block = new Smb1Block(message, words, reader.Position, byteCount);
        return !reader.Failed;
    }

    public byte Byte(int offset) => offset < _words.Length ? _words[offset] : (byte)0;

    public ushort UInt16(int offset) =>
        offset + 2 <= _words.Length ? BinaryPrimitives.ReadUInt16LittleEndian(_words[offset..]) : (ushort)0;

    public uint UInt32(int offset) =>
        offset + 4 <= _words.Length ? BinaryPrimitives.ReadUInt32LittleEndian(_words[offset..]) : 0;

    public ulong UInt64(int offset) =>
        offset + 8 <= _words.Length ? BinaryPrimitives.ReadUInt64LittleEndian(_words[offset..]) : 0;

    public SmbTimes Times(int offset)
    {
        var reader = new ByteReader(_words);
        reader.Skip(offset);
        return SmbTimes.Read(ref reader);
    }

    /// <summary>Bytes of the message by their place from the header's beginning, as far as they are there.</summary>
    public ReadOnlySpan<byte> At(long offset, long length)
    {
        if (offset < Smb1Header.Bytes || offset >= _message.Length || length <= 0)
        {
            return default;
        }
        var rest = _message[(int)offset..];
        return rest[..(int)Math.Min(rest.Length, length)];
    }

    /// <summary>All bytes of the command.</summary>
    public ReadOnlySpan<byte> Rest(int skip = 0) => At(BytesOffset + skip, Math.Max(0, ByteCount - skip));

    /// <summary>A text that ends with a zero, from a place that moves on behind it.</summary>
    public string Text(ref int offset, bool isUnicode)
    {
        if (isUnicode && (offset & 1) != 0)
        {
            offset++;
        }
        var rest = At(offset, BytesOffset + ByteCount - offset);
        if (!isUnicode)
        {
            var end = rest.IndexOf((byte)0);
            var text = rest[..(end < 0 ? rest.Length : end)];
            offset += text.Length + 1;
            return ZeekText.Decode(text);
        }
        var length = 0;
        while (length + 2 <= rest.Length && (rest[length] | rest[length + 1]) != 0)
        {
            length += 2;
        }
        offset += length + 2;
        return ZeekText.Decode(Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(rest[..length])));
    }
}
