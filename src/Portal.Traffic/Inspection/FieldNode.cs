namespace Portal.Traffic.Inspection;

/// <summary>One line of a packet's tree.</summary>
/// <param name="Name">The filter name, as Wireshark has it; empty for a line that only groups or explains.</param>
/// <param name="Label">The line's text.</param>
/// <param name="Value">Of kind <see cref="FieldKind.None"/> when there is none.</param>
/// <param name="Offset">First byte in the frame that the line tells of.</param>
/// <param name="Length">Bytes in the frame; 0 for what is computed.</param>
/// <param name="Children">Lines below.</param>
public sealed record FieldNode(
    string Name,
    string Label,
    FieldValue Value,
    int Offset,
    int Length,
    IReadOnlyList<FieldNode> Children
);
