using Portal.Traffic.Records;

namespace Portal.Analysis.Store;

/// <summary>
/// One table on its way to disk: the row group being filled and the Parquet file it goes to. A column that comes up later
/// is unset in the rows before; if a file without it has begun, the table goes on in a second file.
/// </summary>
internal sealed class TableBuffer(string folder, string name) : IDisposable
{
    /// <summary>Columns of a table; Zeek's widest has 50, and every further key of hostile JSON would be one.</summary>
    public const int MaxColumns = 1000;

    private readonly Dictionary<string, ColumnBuffer> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ColumnBuffer> _columns = [];
    private ParquetPart? _part;
    private int _parts;

    public string Name { get; } = name;

    public IReadOnlyList<ColumnBuffer> Columns => _columns;

    /// <summary>Whole rows in the buffer.</summary>
    public int BufferedRows { get; private set; }

    /// <summary>Rows of the table so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Memory of the buffered rows, as of the last <see cref="Measure"/>.</summary>
    public long Bytes { get; private set; }

    /// <summary>
    /// The column that takes values of a definition, added if the table has none. A column of the same name whose values
    /// are stored otherwise is left alone: the new one is called after its type. Null beyond <see cref="MaxColumns"/>.
    /// </summary>
    public ColumnBuffer? Column(ColumnDefinition definition)
    {
        if (_byName.TryGetValue(definition.Name, out var found))
        {
            return found.Definition.IsStoredAs(definition)
                ? found
                : Column(
                    definition with
                    {
                        Name = $"{definition.Name}_{(definition.IsList() ? "list" : "")}{definition.Storage()}",
                    }
                );
        }
        if (_columns.Count == MaxColumns)
        {
            return null;
        }
        var added = Create(definition);
        added.FillTo(BufferedRows);
        added.Keep();
        _byName.Add(definition.Name, added);
        _columns.Add(added);
        return added;
    }

    public ColumnBuffer? Find(string column) => _byName.GetValueOrDefault(column);

    /// <summary>Ends the row under construction: columns that got nothing are unset.</summary>
    public void EndRow()
    {
        BufferedRows++;
        foreach (var column in _columns)
        {
            if (column.Rows < BufferedRows)
            {
                column.AppendUnset();
            }
            column.Keep();
        }
        Rows++;
    }

    /// <summary>Forgets the row under construction.</summary>
    public void CancelRow()
    {
        foreach (var column in _columns)
        {
            column.TakeBack(BufferedRows);
        }
    }

    public long Measure()
    {
        Bytes = 0;
        foreach (var column in _columns)
        {
            Bytes += column.Bytes;
        }
        return Bytes;
    }

    /// <summary>Writes the buffered rows as a row group.</summary>
    public void Flush()
    {
        if (BufferedRows == 0)
        {
            return;
        }
        if (_part is not null && _part.Columns.Count != _columns.Count)
        {
            ClosePart();
        }
        _part ??= new ParquetPart(
            Path.Combine(folder, _parts == 0 ? $"{Name}.parquet" : $"{Name}.{_parts}.parquet"),
            Name,
            [.. _columns.Select(column => column.Definition)]
        );
        _part.Append(_columns);
        foreach (var column in _columns)
        {
            column.Clear();
        }
        BufferedRows = 0;
        Bytes = 0;
    }

    /// <summary>Everything is on disk afterwards.</summary>
    public void Close()
    {
        Flush();
        ClosePart();
    }

    public void Dispose() => _part?.Dispose();

    private void ClosePart()
    {
        if (_part is not null)
        {
            _part.Close();
            _part.Dispose();
            _part = null;
            _parts++;
        }
    }

    private static ColumnBuffer Create(ColumnDefinition definition) =>
        definition.Storage() switch
        {
            ColumnStorage.Timestamp or ColumnStorage.Integer => new FixedColumnBuffer<long>(definition),
            ColumnStorage.Real => new FixedColumnBuffer<double>(definition),
            ColumnStorage.Truth => new FixedColumnBuffer<bool>(definition),
            _ => new TextColumnBuffer(definition),
        };
}
