using Portal.Traffic.Fields;

namespace Portal.Traffic.Inspection;

/// <summary>One frame as the packet list and the packet tree show it.</summary>
public sealed class DissectedFrame
{
    private readonly IReadOnlyList<FieldNode> _flat;

    internal DissectedFrame(FieldTree tree, long number, long time, uint originalLength)
    {
        (Number, Time, Length) = (number, time, originalLength);
        (Source, Destination, Protocol, Info) = (tree.Source, tree.Destination, tree.Protocol, tree.Info);
        (Tree, _flat, Views) = (tree.Roots, tree.Flat, tree.Views);
    }

    /// <summary>From 1, as Wireshark counts.</summary>
    public long Number { get; }

    /// <summary>Nanoseconds since 1970 UTC.</summary>
    public long Time { get; }

    /// <summary>Bytes on the wire.</summary>
    public uint Length { get; }

    public string Source { get; }

    public string Destination { get; }

    /// <summary>The highest protocol understood, as in Wireshark's column.</summary>
    public string Protocol { get; }

    public string Info { get; }

    /// <summary>The captured bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => Views[0].Bytes;

    /// <summary>What the nodes' offsets point into: the frame first.</summary>
    public IReadOnlyList<ByteView> Views { get; }

    /// <summary>The layers, outermost first.</summary>
    public IReadOnlyList<FieldNode> Tree { get; }

    /// <summary>All nodes of a field in the order of the tree; both ends for fields such as <c>ip.addr</c>.</summary>
    public IEnumerable<FieldNode> Find(FieldDefinition field)
    {
        foreach (var node in _flat)
        {
            if (field.Covers(node.Name))
            {
                yield return node;
            }
        }
    }

    /// <summary>The frame has the field or protocol.</summary>
    public bool Has(FieldDefinition field)
    {
        foreach (var node in _flat)
        {
            if (field.Covers(node.Name))
            {
                return true;
            }
        }
        return false;
    }
}
