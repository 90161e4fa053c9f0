using System.Text;
using Portal.Analysis.Importers;
using Portal.Analysis.Store;

namespace Portal.Analysis.Tests.Importers;

/// <summary>Evidence made in a test, and what comes out of it.</summary>
internal static class Sources
{
    public static RecordSet Import(this RecordStore store, string text, string name = "sample.log") =>
        store.Import(Encoding.UTF8.GetBytes(text), name);

    public static RecordSet Import(this RecordStore store, byte[] bytes, string name = "sample.log")
    {
        using var stream = new MemoryStream(bytes);
        return EvidenceImporter.Import(stream, name, store);
    }

    /// <summary>All values of a query as text, fields joined by <c>|</c>.</summary>
    public static List<string> Rows(this RecordSet set, string sql)
    {
        using var database = RecordDatabase.Open([set]);
        return
        [
            .. database.Query(
                sql,
                reader => string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Text(reader.Value(i))))
            ),
        ];
    }

    private static string Text(object? value) =>
        value switch
        {
            null => "null",
            string text => text,
            System.Collections.IEnumerable list => $"[{string.Join(',', list.Cast<object?>().Select(Text))}]",
            _ => Convert.ToString(value)!,
        };
}
