namespace Portal.Traffic.Fields;

/// <summary>A field that filters and <c>-e</c> may name.</summary>
/// <param name="HexDigits">Digits after <c>0x</c> when printed; 0 for decimal.</param>
/// <param name="Members">For a name that means several fields, these; else empty.</param>
public sealed record FieldDefinition(string Name, FieldKind Kind, int HexDigits, IReadOnlyList<string> Members)
{
    internal bool Covers(string name)
    {
        if (Members.Count == 0)
        {
            return name == Name;
        }
        foreach (var member in Members)
        {
            if (member == name)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The value as <c>tshark -T fields</c> prints it; protocols give their line.</summary>
    public string Print(FieldNode node) =>
        node.Value.Kind is FieldKind.Protocol or FieldKind.None ? node.Label
        : node.Value is { Kind: FieldKind.Bytes, Bytes.Length: 0 } ? "<MISSING>"
        : HexDigits > 0 ? $"0x{node.Value.Number.ToString($"x{HexDigits}")}"
        : node.Value.ToString();
}
