using Portal.Traffic.Fields;

namespace Portal.Traffic.Inspection;

/// <summary>Bytes that nothing here understands.</summary>
internal static class DataFields
{
    public static void Add(FieldTree tree, int offset, int length)
    {
        if (length <= 0)
        {
            return;
        }
        tree.BeginProtocol("data", $"Data ({Plural.Of(length, "byte", "bytes")})", offset, length, offset + length);
        tree.Raw(FieldKind.Bytes, "data.data", "Data", offset, length);
        tree.Number("data.len", "Length", length, offset, 0);
        tree.End();
    }
}
