using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Portal.Traffic.Fields;

/// <summary>
/// Adds the fields of a fixed layout, each by its offset from the block's beginning. A field that does not lie wholly within
/// the bytes is left out and reads as zero.
/// </summary>
/// <param name="tree">Takes the lines.</param>
/// <param name="at">Where the block begins in the tree's view.</param>
/// <param name="bytes">The block, to the end of what may be read.</param>
/// <param name="isLittleEndian">The order of the bytes in numbers.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly ref struct FieldBlock(FieldTree tree, int at, ReadOnlySpan<byte> bytes, bool isLittleEndian)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public FieldTree Tree { get; } = tree;

    public int At { get; } = at;

    public ReadOnlySpan<byte> Bytes => _bytes;

    public int Length => _bytes.Length;

    /// <summary>The same bytes, their numbers' high byte first.</summary>
    public FieldBlock BigEndian() => new(Tree, At, _bytes, isLittleEndian: false);

    /// <summary>The block from an offset on; empty when that lies outside.</summary>
    public FieldBlock From(long offset)
    {
        var start = (int)Math.Clamp(offset, 0, _bytes.Length);
        return new FieldBlock(Tree, At + start, _bytes[start..], isLittleEndian);
    }

    /// <summary>A part of the block, as far as it is there.</summary>
    public FieldBlock Part(long offset, long length)
    {
        var rest = From(offset);
        var kept = (int)Math.Clamp(length, 0, rest.Length);
        return new FieldBlock(Tree, rest.At, rest.Bytes[..kept], isLittleEndian);
    }

    public bool Has(int offset, int size) => offset >= 0 && size >= 0 && size <= _bytes.Length - offset;

    public long Read(int offset, int size)
    {
        if (!Has(offset, size))
        {
            return 0;
        }
        var value = 0L;
        for (var i = 0; i < size; i++)
        {
            value = (value << 8) | _bytes[offset + (isLittleEndian ? size - 1 - i : i)];
        }
        return value;
    }

    public long Number(string name, string label, int offset, int size)
    {
        var value = Read(offset, size);
        if (Has(offset, size))
        {
            Tree.Number(name, label, Unsigned(value, size), At + offset, size);
        }
        return value;
    }

    public long Hex(string name, string label, int offset, int size)
    {
        var value = Read(offset, size);
        if (Has(offset, size))
        {
            Tree.Hex(name, label, Unsigned(value, size), size * 2, At + offset, size);
        }
        return value;
    }

    public void Named(string name, string label, string meaning, int offset, int size)
    {
        if (Has(offset, size))
        {
            Tree.Named(name, label, meaning, Read(offset, size), At + offset, size);
        }
    }

    public void Flag(string name, string label, int offset, int size, long mask)
    {
        if (Has(offset, size))
        {
            Tree.Flag(name, label, (Read(offset, size) & mask) != 0, At + offset, size);
        }
    }

    /// <summary>Eight bytes have no sign: what <see cref="Read"/> gives holds their bits.</summary>
    private static Int128 Unsigned(long value, int size) => size == sizeof(long) ? (ulong)value : value;

    /// <summary>Some bits of a number as a number of their own.</summary>
    public long Bits(string name, string label, int offset, int size, long mask)
    {
        var value = (Read(offset, size) & mask) >> BitOperations.TrailingZeroCount(mask);
        if (Has(offset, size))
        {
            Tree.Number(name, label, value, At + offset, size);
        }
        return value;
    }

    public void Raw(FieldKind kind, string name, string label, int offset, int size)
    {
        if (Has(offset, size))
        {
            Tree.Raw(kind, name, label, At + offset, size);
        }
    }

    /// <summary>100 ns since 1601 (MS-DTYP §2.3.3); zero and all ones are shown as 1970.</summary>
    public void FileTime(string name, string label, int offset)
    {
        const long ticksTo1970 = 116_444_736_000_000_000;
        const long maxTicks = long.MaxValue / 100;
        if (Has(offset, 8))
        {
            var value = Read(offset, 8);
            var ticks = value <= 0 || value == long.MaxValue ? 0 : value - ticksTo1970;
            Tree.Time(name, label, Math.Clamp(ticks, -maxTicks, maxTicks) * 100, At + offset, 8);
        }
    }

    /// <summary>Little-endian UTF-16 up to its first zero; what is cut off is left out.</summary>
    public string Utf16(string name, string label, long offset, long length)
    {
        var part = Part(offset, length);
        var text = Encoding.Unicode.GetString(part.Bytes[..(part.Length & ~1)]);
        return Text(name, label, text, part);
    }

    /// <summary>Letters of one byte up to the first zero.</summary>
    public string Ascii(string name, string label, long offset, long length)
    {
        var part = Part(offset, length);
        return Text(name, label, Encoding.UTF8.GetString(part.Bytes), part);
    }

    private string Text(string name, string label, string text, in FieldBlock part)
    {
        text = text.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var end ? text[..end] : text;
        Tree.Text(name, label, text, part.At, part.Length);
        return text;
    }
}
