using Portal.Traffic;
using Portal.Traffic.Fields;

namespace Portal.Fuzz.Targets;

/// <summary>
/// Makes and reads the tree of every message that an analyzer shows, as the packets page does. A target shows every second
/// input, so that what happens only with trees and what happens only without is run.
/// </summary>
internal sealed class MessageTrees : IMessageSink
{
    /// <summary>Whether an input is one of those with trees.</summary>
    public static bool Are(ReadOnlySpan<byte> input) => input.Length % 2 == 1;

    public void NoteStream(long frame, string protocol) { }

    public void Add(
        long frame,
        MessageFields fields,
        Side side,
        ReadOnlySpan<byte> bytes,
        object? state,
        string view
    ) => Read(fields, side, bytes, state);

    /// <summary>Every line's text and value; the tree itself keeps lines inside their bytes.</summary>
    public static void Read(MessageFields fields, Side side, ReadOnlySpan<byte> bytes, object? state)
    {
        var tree = new FieldTree(bytes.ToArray());
        fields(tree, new FieldMessage(0, bytes, side, state));
        tree.EndAll();
        foreach (var node in tree.Flat)
        {
            _ = node.Label.Length + (FieldCatalogue.Find(node.Name)?.Print(node).Length ?? 0);
        }
    }
}
