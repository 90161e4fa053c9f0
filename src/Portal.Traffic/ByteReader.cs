using System.Buffers.Binary;

namespace Portal.Traffic;

/// <summary>
/// A cursor over bytes from the wire with a sticky error: a read that does not fit returns zero, sets
/// <see cref="Failed"/> for good and empties the rest, so that loops on <see cref="Remaining"/> end. Network byte order.
/// </summary>
public ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    /// <summary>A read went past the end; everything read since is zero or empty.</summary>
    public bool Failed { get; private set; }

    public readonly int Position => _position;

    public readonly int Remaining => _bytes.Length - _position;

    /// <summary>What has not been read yet; empty once failed.</summary>
    public readonly ReadOnlySpan<byte> Rest => _bytes[_position..];

    /// <summary>The next <paramref name="count"/> bytes without copying; empty and failed if they are not there.</summary>
    public ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > Remaining)
        {
            Failed = true;
            _position = _bytes.Length;
            return default;
        }
        var taken = _bytes.Slice(_position, count);
        _position += count;
        return taken;
    }

    public void Skip(int count) => Take(count);

    public byte ReadByte() => Take(1) is [var value] ? value : (byte)0;

    public ushort ReadUInt16() => Take(2) is { Length: 2 } b ? BinaryPrimitives.ReadUInt16BigEndian(b) : (ushort)0;

    /// <summary>Three bytes, as TLS lengths are (RFC 8446 §3.3).</summary>
    public int ReadUInt24() => Take(3) is { Length: 3 } b ? (b[0] << 16) | (b[1] << 8) | b[2] : 0;

    public uint ReadUInt32() => Take(4) is { Length: 4 } b ? BinaryPrimitives.ReadUInt32BigEndian(b) : 0;

    public ulong ReadUInt64() => Take(8) is { Length: 8 } b ? BinaryPrimitives.ReadUInt64BigEndian(b) : 0;

    public ushort ReadUInt16LittleEndian() =>
        Take(2) is { Length: 2 } b ? BinaryPrimitives.ReadUInt16LittleEndian(b) : (ushort)0;

    public uint ReadUInt32LittleEndian() => Take(4) is { Length: 4 } b ? BinaryPrimitives.ReadUInt32LittleEndian(b) : 0;

    public ulong ReadUInt64LittleEndian() =>
        Take(8) is { Length: 8 } b ? BinaryPrimitives.ReadUInt64LittleEndian(b) : 0;
}
