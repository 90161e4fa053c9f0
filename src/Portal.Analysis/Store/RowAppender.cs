using Portal.Traffic.Records;

namespace Portal.Analysis.Store;

/// <summary>
/// Appends rows to a table whose columns are known only from the evidence. Columns are named by the index that
/// <see cref="Add"/> or the order at <see cref="RecordSetWriter.Open"/> gave; each takes one value a row, a second one is
/// ignored. Values that are not appended are unset.
/// </summary>
public sealed class RowAppender
{
    private readonly RecordSetWriter _writer;
    private readonly TableBuffer _table;
    private readonly List<ColumnBuffer?> _columns = [];

    internal RowAppender(RecordSetWriter writer, TableBuffer table, IReadOnlyList<ColumnDefinition> columns)
    {
        _writer = writer;
        _table = table;
        foreach (var column in columns)
        {
            Add(column);
        }
    }

    public string Table => _table.Name;

    /// <summary>
    /// Another column, unset in the rows so far. A table has at most a thousand; the values of those beyond are dropped,
    /// which <see cref="IsDropped"/> tells.
    /// </summary>
    /// <returns>Its index.</returns>
    public int Add(ColumnDefinition column)
    {
        _columns.Add(_table.Column(column));
        return _columns.Count - 1;
    }

    public bool IsDropped(int column) => _columns[column] is null;

    public void Append(int column, long value) => Open(column)?.Append(value);

    public void Append(int column, double value) => Open(column)?.Append(value);

    public void Append(int column, bool value) => Open(column)?.Append(value);

    /// <param name="column">Index of a text column.</param>
    /// <param name="utf8">Copied.</param>
    public void Append(int column, ReadOnlySpan<byte> utf8) => Open(column)?.Append(utf8);

    /// <summary>Begins the elements of a set or vector; false when the column has its value already.</summary>
    public bool BeginList(int column)
    {
        if (Open(column) is not { } open)
        {
            return false;
        }
        open.BeginList();
        return true;
    }

    public void Element(int column, long value) => _columns[column]?.Append(value);

    public void Element(int column, double value) => _columns[column]?.Append(value);

    public void Element(int column, bool value) => _columns[column]?.Append(value);

    public void Element(int column, ReadOnlySpan<byte> utf8) => _columns[column]?.Append(utf8);

    public void UnsetElement(int column) => _columns[column]?.AppendUnset();

    public void EndList(int column) => _columns[column]?.EndList();

    public void EndRow()
    {
        _table.EndRow();
        _writer.OnRow(_table);
    }

    /// <summary>Forgets what was appended since the last <see cref="EndRow"/>.</summary>
    public void CancelRow() => _table.CancelRow();

    private ColumnBuffer? Open(int column) =>
        _columns[column] is { } buffer && buffer.Rows == _table.BufferedRows ? buffer : null;
}
