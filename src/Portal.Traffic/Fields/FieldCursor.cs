using System.Runtime.InteropServices;
using System.Text;

namespace Portal.Traffic.Fields;

/// <summary>
/// Adds fields that stand one behind the other. The first that does not lie wholly within the bytes is left out, and with it
/// all that follow: where they begin cannot be known.
/// </summary>
/// <param name="tree">Takes the lines.</param>
/// <param name="at">Where the bytes begin in the tree's view.</param>
/// <param name="bytes">All that may be read.</param>
/// <param name="isLittleEndian">The order of the bytes in numbers.</param>
[StructLayout(LayoutKind.Auto)]
internal ref struct FieldCursor(FieldTree tree, int at, ReadOnlySpan<byte> bytes, bool isLittleEndian)
{
    private ByteReader _reader = new(bytes);

    /// <summary>A field did not fit; what is read since is zero or empty and adds nothing.</summary>
    public readonly bool Failed => _reader.Failed;

    public readonly FieldTree Tree => tree;

    /// <summary>The place of the next field in the tree's view.</summary>
    public readonly int At => at + _reader.Position;

    public readonly int Position => _reader.Position;

    public readonly int Remaining => _reader.Remaining;

    public readonly bool HasMore => Remaining > 0;

    /// <summary>What has not been read yet; empty once failed.</summary>
    public readonly ReadOnlySpan<byte> Rest => _reader.Rest;

    public static FieldCursor LittleEndian(FieldTree tree, int at, ReadOnlySpan<byte> bytes) =>
        new(tree, at, bytes, isLittleEndian: true);

    public static FieldCursor BigEndian(FieldTree tree, int at, ReadOnlySpan<byte> bytes) =>
        new(tree, at, bytes, isLittleEndian: false);

    /// <summary>The next bytes, as a block of fixed layout; the cursor goes behind them.</summary>
    public FieldBlock Block(int size)
    {
        var place = At;
        return new FieldBlock(tree, place, Take(size), isLittleEndian);
    }

    /// <summary>The next bytes, to be read on their own; the cursor goes behind them.</summary>
    public FieldCursor Part(int size)
    {
        var place = At;
        return new FieldCursor(tree, place, Take(size), isLittleEndian);
    }

    /// <summary>The next bytes without a line; empty and failed when they are not all there.</summary>
    public ReadOnlySpan<byte> Take(int count) => _reader.Take(count);

    public void Skip(int count) => Take(count);

    /// <summary>An unsigned number without a line.</summary>
    public ulong Read(int size)
    {
        var value = 0UL;
        var taken = Take(size);
        for (var i = 0; i < taken.Length; i++)
        {
            value = (value << 8) | taken[isLittleEndian ? taken.Length - 1 - i : i];
        }
        return value;
    }

    public ulong Number(string name, string label, int size)
    {
        var place = At;
        var value = Read(size);
        if (!Failed)
        {
            tree.Number(name, label, value, place, size);
        }
        return value;
    }

    /// <summary>A number in two's complement.</summary>
    public long Signed(string name, string label, int size)
    {
        var place = At;
        var unused = 64 - (size * 8);
        var value = (long)(Read(size) << unused) >> unused;
        if (!Failed)
        {
            tree.Number(name, label, value, place, size);
        }
        return value;
    }

    public ulong Hex(string name, string label, int size)
    {
        var place = At;
        var value = Read(size);
        if (!Failed)
        {
            tree.Hex(name, label, value, size * 2, place, size);
        }
        return value;
    }

    /// <param name="meaningOf">Of the number.</param>
    public ulong Named(string name, string label, Func<ulong, string> meaningOf, int size)
    {
        var place = At;
        var value = Read(size);
        if (!Failed)
        {
            tree.Named(name, label, meaningOf(value), value, place, size);
        }
        return value;
    }

    /// <summary>UTF-8 up to a NUL, which is part of the field.</summary>
    public string TextToNul(string name, string label)
    {
        var end = Rest.IndexOf((byte)0);
        if (end < 0)
        {
            Skip(-1);
            return "";
        }
        var place = At;
        var text = Encoding.UTF8.GetString(Take(end + 1)[..end]);
        tree.Text(name, label, text, place, end + 1);
        return text;
    }

    /// <summary>UTF-8 of a known length.</summary>
    public string Text(string name, string label, int length)
    {
        var place = At;
        var taken = Take(length);
        if (Failed)
        {
            return "";
        }
        var text = Encoding.UTF8.GetString(taken);
        tree.Text(name, label, text, place, length);
        return text;
    }

    public void Raw(FieldKind kind, string name, string label, int length)
    {
        var place = At;
        Take(length);
        if (!Failed)
        {
            tree.Raw(kind, name, label, place, length);
        }
    }
}
