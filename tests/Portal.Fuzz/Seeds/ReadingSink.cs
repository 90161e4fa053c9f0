using Portal.Fuzz.Engine;
using Portal.Traffic.Records;

namespace Portal.Fuzz.Seeds;

/// <summary>Takes records as a log writer does: reads every column and escapes every text; keeps nothing.</summary>
internal sealed class ReadingSink : IRecordSink
{
    /// <summary>Characters of all columns: keeps the reading from being left out.</summary>
    public long Characters { get; private set; }

    /// <summary>Rows but those of <c>weird</c>.</summary>
    public long Rows { get; private set; }

    public void Write<TRecord>(Table<TRecord> table, TRecord record)
        where TRecord : class
    {
        if (record is WeirdRecord { Name: "analyzer_failed" } failure)
        {
            throw new CaughtErrorException(failure.Additional ?? "");
        }
        Rows += record is WeirdRecord ? 0 : 1;
        foreach (var column in table.Readers)
        {
            Characters += column.Read switch
            {
                Func<TRecord, string?> read => Length(read(record)),
                Func<TRecord, long?> read => read(record) is null ? 0 : 1,
                Func<TRecord, double?> read => read(record) is null ? 0 : 1,
                Func<TRecord, bool?> read => read(record) is null ? 0 : 1,
                Func<TRecord, IReadOnlyList<string>?> read => read(record)?.Sum(Length) ?? 0,
                Func<TRecord, IReadOnlyList<long>?> read => read(record)?.Count ?? 0,
                Func<TRecord, IReadOnlyList<double>?> read => read(record)?.Count ?? 0,
                _ => throw new InvalidOperationException($"{table.Name} {column.Definition.Name}"),
            };
        }
    }

    private static int Length(string? text) => text is null ? 0 : ZeekText.Escape(text).Length;
}
