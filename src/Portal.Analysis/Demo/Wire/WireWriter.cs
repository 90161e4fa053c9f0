using System.Buffers.Binary;
using System.Text;

namespace Portal.Analysis.Demo.Wire;

/// <summary>Writes message bytes; network byte order unless a method says otherwise.</summary>
internal sealed class WireWriter
{
    private readonly List<byte> _bytes = [];

    public int Length => _bytes.Count;

    public WireWriter U8(int value)
    {
        _bytes.Add((byte)value);
        return this;
    }

    public WireWriter U16(int value) => U8(value >> 8).U8(value);

    public WireWriter U24(int value) => U8(value >> 16).U16(value);

    public WireWriter U32(uint value) => U16((int)(value >> 16)).U16((int)value);

    public WireWriter U16Little(int value) => U8(value).U8(value >> 8);

    public WireWriter U32Little(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return Raw(bytes);
    }

    public WireWriter U64Little(ulong value) => U32Little((uint)value).U32Little((uint)(value >> 32));

    public WireWriter Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public WireWriter Ascii(string text) => Raw(Encoding.ASCII.GetBytes(text));

    public WireWriter Utf16(string text) => Raw(Encoding.Unicode.GetBytes(text));

    public WireWriter Zeros(int count) => Raw(new byte[count]);

    /// <summary>A part preceded by its length in one, two or three bytes.</summary>
    public WireWriter Block(int lengthBytes, Action<WireWriter> write)
    {
        var inner = new WireWriter();
        write(inner);
        return (
            lengthBytes switch
            {
                1 => U8(inner.Length),
                2 => U16(inner.Length),
                _ => U24(inner.Length),
            }
        ).Raw(inner.ToArray());
    }

    public byte[] ToArray() => [.. _bytes];
}
