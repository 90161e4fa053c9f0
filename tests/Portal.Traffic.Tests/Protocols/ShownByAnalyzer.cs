using Portal.Traffic.Fields;

namespace Portal.Traffic.Tests.Protocols;

/// <summary>A message that an analyzer gave to the packet tree.</summary>
internal sealed record ShownByAnalyzer(MessageFields Fields, Side Side, byte[] Bytes, object? State)
{
    /// <summary>The tree of these bytes in the message's place.</summary>
    public FieldTree TreeOf(byte[] bytes)
    {
        var tree = new FieldTree(bytes);
        Fields(tree, new FieldMessage(0, bytes, Side, State));
        tree.EndAll();
        return tree;
    }
}
