namespace Portal.Traffic.Fields;

/// <summary>One line of a packet's tree.</summary>
/// <param name="Name">The filter name, as Wireshark has it; empty for a line that only groups or explains.</param>
/// <param name="Label">The line's text.</param>
/// <param name="Value">Of kind <see cref="FieldKind.None"/> when there is none.</param>
/// <param name="Offset">First byte in its view that the line tells of.</param>
/// <param name="Length">Bytes in its view; 0 for what is computed.</param>
/// <param name="Children">Lines below.</param>
/// <param name="View">Which of the frame's <see cref="ByteView"/>s; 0 for the frame itself.</param>
public sealed record FieldNode(
    string Name,
    string Label,
    FieldValue Value,
    int Offset,
    int Length,
    IReadOnlyList<FieldNode> Children,
    int View = 0
);
