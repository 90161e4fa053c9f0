using System.Text.Json;
using Portal.Analysis.Store;
using Portal.Traffic.Records;

namespace Portal.Analysis.Importers.Zeek;

/// <summary>
/// Puts JSON objects into one table. Types of known columns are Zeek's; those of others follow their first value, and a
/// value that does not fit goes to a text column beside it.
/// </summary>
internal sealed class ZeekJsonTable
{
    /// <summary>Objects in objects that are flattened to columns <c>a.b.c</c>; deeper ones are kept as JSON text.</summary>
    private const int MaxDepth = 4;

    /// <summary>Keys of one table; each may become a column.</summary>
    private const int MaxKeys = 4 * TableBuffer.MaxColumns;

    private readonly string _table;
    private readonly RowAppender _rows;
    private readonly LogPlace _place;
    private readonly WarningCounter _warnings;
    private readonly TimeSpanOfLog _span;
    private readonly List<ZeekJsonColumn> _order = [];
    private readonly Dictionary<string, ZeekJsonColumn> _byKey = new(StringComparer.Ordinal);
    private byte[] _scratch = new byte[1024];
    private int _keys;
    private long _line;

    public ZeekJsonTable(string table, ImportContext context, WarningCounter warnings, TimeSpanOfLog span)
    {
        _table = table;
        _warnings = warnings;
        _span = span;
        _rows = context.Output.Open(table, []);
        _place = new LogPlace(_rows, context.Member);
    }

    /// <exception cref="JsonException">Malformed; the row must be cancelled.</exception>
    public void Add(ReadOnlySpan<byte> line, long number)
    {
        _line = number;
        var reader = new Utf8JsonReader(line);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("It begins with something else.");
        }
        for (var position = 0; reader.Read() && reader.TokenType == JsonTokenType.PropertyName; position++)
        {
            // Zeek writes the keys of all rows in one order: the next key is mostly the next one known.
            var column =
                position < _order.Count && reader.ValueSpan.SequenceEqual(_order[position].Key)
                    ? _order[position]
                    : Find(ref reader, position);
            reader.Read();
            Append(ref reader, line, column, 1);
        }
        if (reader.Read())
        {
            throw new JsonException("Something follows the object.");
        }
        _place.Append(number);
        _rows.EndRow();
    }

    public void Cancel() => _rows.CancelRow();

    private ZeekJsonColumn? Find(ref Utf8JsonReader reader, int position)
    {
        var key = ZeekJsonKeys.Text(reader);
        if (key is "_path")
        {
            return null;
        }
        if (!_byKey.TryGetValue(key, out var column))
        {
            column = Create(key, key, reader.ValueSpan.ToArray());
            if (column is null)
            {
                return null;
            }
            _byKey.Add(key, column);
        }
        if (position <= _order.Count && position < 64)
        {
            // Optional keys shift the others: what stood here last is the best guess for the next line.
            if (position == _order.Count)
            {
                _order.Add(column);
            }
            else
            {
                _order[position] = column;
            }
        }
        return column;
    }

    private ZeekJsonColumn? Create(string key, string name, byte[] bytes)
    {
        if (_keys == MaxKeys)
        {
            _warnings.Add("too_many_columns", _line, () => $"keys of {_table} beyond {MaxKeys} were left out");
            return null;
        }
        _keys++;
        var known = ZeekTableInference.Known(_table, name);
        if (name is "_write_ts")
        {
            known = new ColumnDefinition(name, ZeekType.Time);
        }
        return new ZeekJsonColumn(bytes, known?.Name ?? TableNames.LogColumn(name), known);
    }

    private void Append(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, ZeekJsonColumn? column, int depth)
    {
        if (column is null)
        {
            reader.Skip();
            return;
        }
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }
        if (reader.TokenType == JsonTokenType.StartObject && depth < MaxDepth)
        {
            AppendObject(ref reader, line, column, depth);
            return;
        }
        if (column.Index < 0)
        {
            column.Definition ??= ZeekJsonTypes.Infer(column.Name, reader);
            column.Index = _rows.Add(column.Definition);
            if (_rows.IsDropped(column.Index))
            {
                _warnings.Add(
                    "too_many_columns",
                    _line,
                    () => $"columns of {_table} beyond {TableBuffer.MaxColumns} were left out"
                );
            }
        }
        if (column.Definition!.IsList())
        {
            AppendList(ref reader, line, column);
            return;
        }
        if (!TryAppendScalar(ref reader, column))
        {
            AppendText(ref reader, line, column);
        }
    }

    private void AppendObject(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, ZeekJsonColumn column, int depth)
    {
        var nested = column.Nested ??= new Dictionary<string, ZeekJsonColumn>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = ZeekJsonKeys.Text(reader);
            if (!nested.TryGetValue(key, out var inner))
            {
                inner = Create(key, $"{column.Name}.{key}", []);
                if (inner is not null)
                {
                    nested.Add(key, inner);
                }
            }
            reader.Read();
            Append(ref reader, line, inner, depth + 1);
        }
    }

    private void AppendList(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, ZeekJsonColumn column)
    {
        var isArray = reader.TokenType == JsonTokenType.StartArray;
        if (!_rows.BeginList(column.Index))
        {
            reader.Skip();
            return;
        }
        if (isArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                AppendElement(ref reader, line, column);
            }
        }
        else
        {
            AppendElement(ref reader, line, column);
        }
        _rows.EndList(column.Index);
    }

    private void AppendElement(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, ZeekJsonColumn column)
    {
        var storage = column.Definition!.Storage();
        var isText = reader.TokenType == JsonTokenType.String;
        if (storage == ColumnStorage.Text && reader.TokenType != JsonTokenType.Null)
        {
            _rows.Element(column.Index, isText ? Text(ref reader) : Raw(ref reader, line));
            return;
        }
        var span = isText || reader.TokenType == JsonTokenType.Number ? reader.ValueSpan : default;
        switch (storage)
        {
            case ColumnStorage.Timestamp when ZeekValues.TryParseTime(span, out var time):
                _rows.Element(column.Index, time);
                return;
            case ColumnStorage.Integer when ZeekValues.TryParseInteger(span, out var integer):
                _rows.Element(column.Index, integer);
                return;
            case ColumnStorage.Real when ZeekValues.TryParseReal(span, out var real):
                _rows.Element(column.Index, real);
                return;
            case ColumnStorage.Truth when reader.TokenType is JsonTokenType.True or JsonTokenType.False:
                _rows.Element(column.Index, reader.TokenType == JsonTokenType.True);
                return;
            default:
                _rows.UnsetElement(column.Index);
                if (reader.TokenType != JsonTokenType.Null)
                {
                    var definition = column.Definition!;
                    _warnings.Add(
                        "unreadable_value",
                        _line,
                        () => $"line {_line} of {_table}: {definition.Name} is not of type {definition.ZeekTypeName}"
                    );
                }
                reader.Skip();
                return;
        }
    }

    private bool TryAppendScalar(ref Utf8JsonReader reader, ZeekJsonColumn column)
    {
        switch (column.Definition!.Storage(), reader.TokenType)
        {
            case (ColumnStorage.Text, JsonTokenType.String):
                _rows.Append(column.Index, Text(ref reader));
                return true;
            case (ColumnStorage.Truth, JsonTokenType.True or JsonTokenType.False):
                _rows.Append(column.Index, reader.TokenType == JsonTokenType.True);
                return true;
            case (ColumnStorage.Timestamp, JsonTokenType.String or JsonTokenType.Number)
                when ZeekValues.TryParseTime(reader.ValueSpan, out var time):
                _rows.Append(column.Index, time);
                if (column.Name is "ts")
                {
                    _span.Add(time);
                }
                return true;
            case (ColumnStorage.Integer, JsonTokenType.String or JsonTokenType.Number)
                when ZeekValues.TryParseInteger(reader.ValueSpan, out var integer):
                _rows.Append(column.Index, integer);
                return true;
            case (ColumnStorage.Real, JsonTokenType.String or JsonTokenType.Number)
                when ZeekValues.TryParseReal(reader.ValueSpan, out var real):
                _rows.Append(column.Index, real);
                return true;
            default:
                return false;
        }
    }

    /// <summary>A value of another type than its column's: kept as text, in the column itself if that holds text.</summary>
    private void AppendText(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, ZeekJsonColumn column)
    {
        var index = column.Index;
        if (column.Definition!.Storage() != ColumnStorage.Text)
        {
            if (column.TextIndex < 0)
            {
                column.TextIndex = _rows.Add(new ColumnDefinition(column.Name, ZeekType.String));
            }
            index = column.TextIndex;
        }
        _rows.Append(index, reader.TokenType == JsonTokenType.String ? Text(ref reader) : Raw(ref reader, line));
    }

    private ReadOnlySpan<byte> Text(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan;
        }
        if (_scratch.Length < reader.ValueSpan.Length)
        {
            _scratch = new byte[reader.ValueSpan.Length * 2];
        }
        try
        {
            return _scratch.AsSpan(0, reader.CopyString(_scratch));
        }
        catch (InvalidOperationException exception)
        {
            // Half of a surrogate pair as \uD800: no text, so the line is malformed.
            throw new JsonException(exception.Message, exception);
        }
    }

    private static ReadOnlySpan<byte> Raw(ref Utf8JsonReader reader, ReadOnlySpan<byte> line)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return line[start..(int)reader.BytesConsumed];
    }
}
