using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Portal.Traffic.Fields;

/// <summary>Adds fields of DER elements (X.690), each where its content lies in the message.</summary>
/// <param name="tree">Takes the lines.</param>
/// <param name="at">Where the message begins in the tree's view.</param>
/// <param name="message">All of it; the contents given are parts of it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly ref struct DerLines(FieldTree tree, int at, ReadOnlySpan<byte> message)
{
    private readonly ReadOnlySpan<byte> _message = message;

    public FieldTree Tree { get; } = tree;

    /// <summary>Of the message.</summary>
    public int Length => _message.Length;

    /// <summary>Where a part of the message begins in the tree's view.</summary>
    public int Place(ReadOnlySpan<byte> part)
    {
        if (Unsafe.IsNullRef(ref MemoryMarshal.GetReference(part)))
        {
            return at;
        }
        var offset = Unsafe.ByteOffset(ref MemoryMarshal.GetReference(_message), ref MemoryMarshal.GetReference(part));
        return offset >= 0 && offset <= _message.Length ? at + (int)offset : at;
    }

    public void Begin(string label, ReadOnlySpan<byte> content) =>
        Tree.Begin("", label, default, Place(content), content.Length);

    /// <summary>A signed number of at most eight bytes; nothing when it is none.</summary>
    public long? Number(string name, string label, ReadOnlySpan<byte> content)
    {
        if (Value(content) is not { } value)
        {
            return null;
        }
        Tree.Number(name, label, value, Place(content), content.Length);
        return value;
    }

    public string Text(string name, string label, ReadOnlySpan<byte> content)
    {
        var text = Encoding.UTF8.GetString(content);
        Tree.Text(name, label, text, Place(content), content.Length);
        return text;
    }

    public void Bytes(string name, string label, ReadOnlySpan<byte> content) =>
        Tree.Raw(FieldKind.Bytes, name, label, Place(content), content.Length);

    /// <summary>An object identifier.</summary>
    public string Identifier(string name, string label, ReadOnlySpan<byte> content)
    {
        var text = DerReader.Dotted(content);
        Tree.Text(name, label, text, Place(content), content.Length);
        return text;
    }

    public void Truth(string name, string label, ReadOnlySpan<byte> content)
    {
        if (content.Length == 1)
        {
            Tree.Add(
                name,
                $"{label}: {(content[0] != 0 ? "True" : "False")}",
                FieldValue.OfBoolean(content[0] != 0),
                Place(content),
                1
            );
        }
    }

    public static long? Value(ReadOnlySpan<byte> content)
    {
        if (content.Length is 0 or > 8)
        {
            return null;
        }
        long value = (sbyte)content[0];
        foreach (var next in content[1..])
        {
            value = (value << 8) | next;
        }
        return value;
    }
}
