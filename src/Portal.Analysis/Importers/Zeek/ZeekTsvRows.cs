using Portal.Analysis.Store;
using Portal.Traffic;
using Portal.Traffic.Records;

namespace Portal.Analysis.Importers.Zeek;

/// <summary>Puts the rows below one header into their table, field by field from the bytes of the line.</summary>
internal sealed class ZeekTsvRows
{
    private readonly byte[] _separator;
    private readonly byte[] _setSeparator;
    private readonly byte[] _emptyField;
    private readonly byte[] _unsetField;
    private readonly ColumnStorage[] _storages;
    private readonly bool[] _isList;
    private readonly IReadOnlyList<ColumnDefinition> _columns;
    private readonly RowAppender _rows;
    private readonly WarningCounter _warnings;
    private readonly LogPlace _place;
    private readonly int _timeColumn;
    private readonly TimeSpanOfLog _span;
    private byte[] _scratch = new byte[1024];

    public ZeekTsvRows(
        ZeekTsvHeader header,
        string hint,
        ImportContext context,
        WarningCounter warnings,
        TimeSpanOfLog span
    )
    {
        (var table, _columns) = header.Describe(hint);
        _separator = header.Separator;
        _setSeparator = header.SetSeparator;
        _emptyField = header.EmptyField;
        _unsetField = header.UnsetField;
        _warnings = warnings;
        _span = span;
        _rows = context.Output.Open(table, _columns);
        _place = new LogPlace(_rows, context.Member);
        _storages = [.. _columns.Select(column => column.Storage())];
        _isList = [.. _columns.Select(column => column.IsList())];
        _timeColumn = _columns
            .Select((column, index) => column is { Name: "ts", Type: ZeekType.Time } ? index : -1)
            .Max();
        if (Enumerable.Range(0, _columns.Count).Count(_rows.IsDropped) is > 0 and var dropped)
        {
            _warnings.Add(
                "too_many_columns",
                null,
                () => $"{Plural.Of(dropped, "column", "columns")} beyond {TableBuffer.MaxColumns} left out"
            );
        }
    }

    /// <summary>False when the line is malformed: then nothing of it is kept.</summary>
    public bool TryAdd(ReadOnlySpan<byte> line, long number)
    {
        var rest = line;
        for (var column = 0; column < _storages.Length; column++)
        {
            var end = _separator.Length == 1 ? rest.IndexOf(_separator[0]) : rest.IndexOf(_separator);
            var isLast = column == _storages.Length - 1;
            if (end < 0 != isLast)
            {
                _rows.CancelRow();
                return Refuse(number, isLast ? "more" : $"{column + 1} instead of");
            }
            var field = isLast ? rest : rest[..end];
            rest = isLast ? default : rest[(end + _separator.Length)..];
            if (field.SequenceEqual(_unsetField))
            {
                continue;
            }
            if (!TryAppend(column, field) && !Tolerate(column, number))
            {
                _rows.CancelRow();
                return false;
            }
        }
        _place.Append(number);
        _rows.EndRow();
        return true;
    }

    private bool TryAppend(int column, ReadOnlySpan<byte> field)
    {
        if (_isList[column])
        {
            return TryAppendList(column, field);
        }
        switch (_storages[column])
        {
            case ColumnStorage.Timestamp:
                if (!ZeekValues.TryParseTime(field, out var time))
                {
                    return false;
                }
                _rows.Append(column, time);
                if (column == _timeColumn)
                {
                    _span.Add(time);
                }
                return true;
            case ColumnStorage.Integer:
                if (!ZeekValues.TryParseInteger(field, out var integer))
                {
                    return false;
                }
                _rows.Append(column, integer);
                return true;
            case ColumnStorage.Real:
                if (!ZeekValues.TryParseReal(field, out var real))
                {
                    return false;
                }
                _rows.Append(column, real);
                return true;
            case ColumnStorage.Truth:
                if (!ZeekValues.TryParseTruth(field, out var truth))
                {
                    return false;
                }
                _rows.Append(column, truth);
                return true;
            default:
                _rows.Append(column, field.SequenceEqual(_emptyField) ? default : Text(field));
                return true;
        }
    }

    private bool TryAppendList(int column, ReadOnlySpan<byte> field)
    {
        if (!_rows.BeginList(column))
        {
            return true;
        }
        var isReadable = true;
        if (!field.SequenceEqual(_emptyField))
        {
            var rest = field;
            for (var isLast = false; !isLast; )
            {
                var end = rest.IndexOf(_setSeparator);
                isLast = end < 0;
                isReadable &= TryElement(column, isLast ? rest : rest[..end]);
                rest = isLast ? default : rest[(end + _setSeparator.Length)..];
            }
        }
        _rows.EndList(column);
        return isReadable;
    }

    private bool TryElement(int column, ReadOnlySpan<byte> element)
    {
        if (element.SequenceEqual(_unsetField))
        {
            _rows.UnsetElement(column);
            return true;
        }
        switch (_storages[column])
        {
            case ColumnStorage.Timestamp when ZeekValues.TryParseTime(element, out var time):
                _rows.Element(column, time);
                return true;
            case ColumnStorage.Integer when ZeekValues.TryParseInteger(element, out var integer):
                _rows.Element(column, integer);
                return true;
            case ColumnStorage.Real when ZeekValues.TryParseReal(element, out var real):
                _rows.Element(column, real);
                return true;
            case ColumnStorage.Truth when ZeekValues.TryParseTruth(element, out var truth):
                _rows.Element(column, truth);
                return true;
            case ColumnStorage.Text:
                _rows.Element(column, element.SequenceEqual(_emptyField) ? default : Text(element));
                return true;
            default:
                _rows.UnsetElement(column);
                return false;
        }
    }

    private ReadOnlySpan<byte> Text(ReadOnlySpan<byte> field)
    {
        if (!field.Contains((byte)'\\'))
        {
            return field;
        }
        if (_scratch.Length < field.Length)
        {
            _scratch = new byte[field.Length * 2];
        }
        return _scratch.AsSpan(0, ZeekEscapes.Unescape(field, _scratch));
    }

    /// <summary>A row without its time is none; any other value that cannot be read is left unset and counted.</summary>
    private bool Tolerate(int column, long number)
    {
        var definition = _columns[column];
        if (column == _timeColumn)
        {
            _warnings.Add("malformed_line", number, () => $"line {number} of {_rows.Table}: ts is not a time");
            return false;
        }
        _warnings.Add(
            "unreadable_value",
            number,
            () => $"line {number} of {_rows.Table}: {definition.Name} is not of type {definition.ZeekTypeName}"
        );
        return true;
    }

    private bool Refuse(long number, string what)
    {
        _warnings.Add(
            "malformed_line",
            number,
            () => $"line {number} of {_rows.Table} has {what} {Plural.Of(_columns.Count, "field", "fields")}"
        );
        return false;
    }
}
