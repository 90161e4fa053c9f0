using System.Buffers.Text;
using System.Collections.Frozen;
using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Http;

/// <summary>The headers of a decoded block, each with the place of its representation in the block.</summary>
internal static class Http2HeaderFields
{
    private const string Prefix = "http2.headers.";

    private static readonly FrozenDictionary<string, FieldKind> s_known = FieldCatalogue
        .All.Where(field => field.Name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(field => field.Name, field => field.Kind, StringComparer.Ordinal);

    /// <param name="tree">Takes the lines.</param>
    /// <param name="at">Where the block begins in the tree's view.</param>
    /// <param name="block">The block.</param>
    public static void Add(FieldTree tree, int at, Http2Block block)
    {
        var total = block.Entries.Sum(entry => (long)entry.ShownBytes);
        var count = block.Entries.Count(entry => entry.Header is not null);
        tree.Number("http2.header.length", "Header Length", total, at, 0);
        tree.Number("http2.header.count", "Header Count", count, at, 0);
        string? method = null;
        string? scheme = null;
        string? authority = null;
        string? path = null;
        foreach (var entry in block.Entries)
        {
            if (entry.Header is null)
            {
                tree.Number(
                    "http2.header_table_size_update.header_table_size",
                    "Header table size",
                    entry.Number,
                    at + entry.Start,
                    entry.Length
                );
                continue;
            }
            var (name, value) = AddHeader(tree, at + entry.Start, entry, entry.Header);
            switch (name)
            {
                case ":method":
                    method = value;
                    break;
                case ":scheme":
                    scheme = value;
                    break;
                case ":authority":
                    authority = value;
                    break;
                case ":path":
                    path = value;
                    break;
                case ":status":
                    tree.Info += $": {value}";
                    break;
                default:
                    break;
            }
        }
        if (method is not null)
        {
            tree.Info += $": {method} {path ?? authority}";
        }
        var uri = method == "CONNECT" ? authority : $"{scheme}://{authority}{path}";
        if (method is not null && authority is not null && uri is not null)
        {
            tree.Text("http2.request.full_uri", "Full request URI", uri, at, 0);
        }
    }

    private static (string Name, string Value) AddHeader(
        FieldTree tree,
        int at,
        in HpackEntry entry,
        HpackHeader header
    )
    {
        var (name, value) = (Encoding.UTF8.GetString(header.Name), Encoding.UTF8.GetString(header.Value));
        tree.Begin("", $"Header: {name}: {value}", default, at, entry.Length);
        tree.Number("http2.header.name.length", "Name Length", header.Name.Length, at, entry.Length);
        tree.Text("http2.header.name", "Name", name, at, entry.Length);
        tree.Number("http2.header.value.length", "Value Length", header.Value.Length, at, entry.Length);
        tree.Text("http2.header.value", "Value", value, at, entry.Length);
        var field = Prefix + name.TrimStart(':').Replace('-', '_');
        if (s_known.TryGetValue(field, out var kind))
        {
            AddKnown(tree, field, kind, name, value, header.Value, at, entry.Length);
        }
        tree.Text("http2.header.repr", "Representation", entry.Representation, at, entry.Length);
        if (entry.Number > 0)
        {
            tree.Number("http2.header.index", "Index", entry.Number, at, entry.Length);
        }
        tree.End();
        return (name, value);
    }

    private static void AddKnown(
        FieldTree tree,
        string field,
        FieldKind kind,
        string label,
        string text,
        byte[] value,
        int at,
        int length
    )
    {
        if (kind == FieldKind.Text)
        {
            tree.Text(field, label, text, at, length);
        }
        else if (Utf8Parser.TryParse(value, out long number, out var read) && read == value.Length && number >= 0)
        {
            tree.Number(field, label, number, at, length);
        }
    }
}
