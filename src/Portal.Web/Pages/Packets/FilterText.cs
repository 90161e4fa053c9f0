using Portal.Traffic.Fields;

namespace Portal.Web.Pages.Packets;

/// <summary>The display filter that finds frames with the same value as a line of the tree.</summary>
public static class FilterText
{
    /// <summary>Null for lines without a field.</summary>
    public static string? Of(FieldNode node) =>
        node.Name.Length == 0
            ? null
            : node.Value.Kind switch
            {
                FieldKind.Protocol or FieldKind.None => node.Name,
                FieldKind.Text or FieldKind.Time => $"{node.Name} == {Quoted(node.Value.ToString())}",
                FieldKind.Bytes => node.Value.Bytes.Length is > 0 and <= 64
                    ? $"{node.Name} == {Separated(node.Value.Bytes.Span)}"
                    : node.Name,
                FieldKind.Boolean => $"{node.Name} == {(node.Value.Number == 0 ? "False" : "True")}",
                _ => $"{node.Name} == {node.Value}",
            };

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Separated(ReadOnlySpan<byte> bytes)
    {
        var parts = new List<string>(bytes.Length);
        foreach (var octet in bytes)
        {
            parts.Add(octet.ToString("x2"));
        }
        return string.Join(':', parts);
    }
}
