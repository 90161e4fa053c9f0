using System.Text.Json;
using Portal.Traffic.Records;

namespace Portal.Analysis.Store;

/// <summary>
/// Writes the tables of one run as Parquet files beside the published ones; published by one rename. Disposing without
/// <see cref="Publish"/> leaves nothing behind. Memory is bounded, however many rows come. For one thread.
/// </summary>
public sealed class RecordSetWriter : IRecordSink, IDisposable
{
    /// <summary>Rows of a row group: what DuckDB hands to one thread.</summary>
    private const int MaxGroupRows = 122_880;

    /// <summary>Bytes of one table's row group.</summary>
    private const long MaxGroupBytes = 8 << 20;

    /// <summary>Bytes of all row groups that are being filled; the largest is written when they are more.</summary>
    private const long MaxBufferedBytes = 24 << 20;

    /// <summary>Rows between two looks at the memory that a table takes.</summary>
    private const int RowsBetweenMeasures = 512;

    /// <summary>Tables of a set: Zeek has some 70, a hostile JSON log could name one a line.</summary>
    public const int MaxTables = 500;

    private static readonly ParallelOptions s_closing = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };

    private readonly RecordStore _store;
    private readonly IncomingFolder _incoming;
    private readonly SortedDictionary<string, TableBuffer> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<Table, object> _typed = [];
    private Table? _lastTable;
    private object? _lastTyped;

    internal RecordSetWriter(RecordStore store, IncomingFolder incoming)
    {
        _store = store;
        _incoming = incoming;
    }

    /// <summary>Where the set is being written; other files of the run (the frame index) go there too.</summary>
    public string Folder => _incoming.Folder;

    /// <summary>Rows of each table so far.</summary>
    public IReadOnlyDictionary<string, long> Counts =>
        new SortedDictionary<string, long>(
            _tables.Where(pair => pair.Value.Rows > 0).ToDictionary(pair => pair.Key, pair => pair.Value.Rows),
            StringComparer.Ordinal
        );

    public void Write<TRecord>(Table<TRecord> table, TRecord record)
        where TRecord : class
    {
        if (!ReferenceEquals(table, _lastTable))
        {
            if (!_typed.TryGetValue(table, out var found))
            {
                found = new TypedTable<TRecord>(Buffer(table.Name), table);
                _typed.Add(table, found);
            }
            _lastTable = table;
            _lastTyped = found;
        }
        var typed = (TypedTable<TRecord>)_lastTyped!;
        typed.Append(record);
        OnRow(typed.Buffer);
    }

    /// <summary>
    /// Rows for a table by name; columns that the table has already are shared. The name is made safe by
    /// <see cref="TableNames.Table"/>; beyond <see cref="MaxTables"/> all rows go to the table <c>other</c>.
    /// </summary>
    public RowAppender Open(string table, IReadOnlyList<ColumnDefinition> columns) =>
        new(this, Buffer(TableNames.Table(table)), columns);

    /// <summary>Writes everything out and puts the set in its place, as the evidence's current run.</summary>
    /// <param name="manifest">Its <see cref="RunManifest.Records"/> are filled in here.</param>
    public RecordSet Publish(RunManifest manifest)
    {
        var complete = manifest with { Records = Counts };
        // What is left in the buffers is most of a small set; the tables have nothing in common.
        Parallel.ForEach(_tables.Values, s_closing, table => table.Close());
        using (var file = File.Create(Path.Combine(Folder, RecordSet.ManifestFile)))
        {
            JsonSerializer.Serialize(file, complete, RunManifestJson.Default.RunManifest);
            file.Flush(flushToDisk: true);
        }
        return _store.Publish(_incoming, complete);
    }

    public void Dispose()
    {
        foreach (var table in _tables.Values)
        {
            table.Dispose();
        }
        _incoming.Dispose();
    }

    internal void OnRow(TableBuffer table)
    {
        if (table.BufferedRows % RowsBetweenMeasures != 0)
        {
            return;
        }
        if (table.Measure() > MaxGroupBytes || table.BufferedRows >= MaxGroupRows)
        {
            table.Flush();
        }
        else if (_tables.Values.Sum(each => each.Bytes) > MaxBufferedBytes)
        {
            _tables.Values.MaxBy(each => each.Bytes)!.Flush();
        }
    }

    private TableBuffer Buffer(string name)
    {
        if (!_tables.TryGetValue(name, out var buffer))
        {
            if (_tables.Count >= MaxTables && !string.Equals(name, "other", StringComparison.Ordinal))
            {
                return Buffer("other");
            }
            buffer = new TableBuffer(Folder, name);
            _tables.Add(name, buffer);
        }
        return buffer;
    }
}
