using ParquetSharp;
using Portal.Traffic.Records;

namespace Portal.Analysis.Store;

/// <summary>
/// The values of one column in the row group that is being filled, with Parquet's definition and repetition levels. The
/// row under construction can be taken back.
/// </summary>
internal abstract class ColumnBuffer(ColumnDefinition definition)
{
    // Definition levels. Plain: 0 unset, 1 value. List: 0 unset, 1 empty, 2 unset element, 3 value.
    private const short ListEmpty = 1;
    private const short ListHole = 2;
    private const short ListValue = 3;

    private readonly bool _isList = definition.IsList();
    private short[] _definitions = new short[256];
    private short[] _repetitions = definition.IsList() ? new short[256] : [];
    private int _levels;
    private int _keptLevels;
    private bool _inList;
    private int _listStart;

    public ColumnDefinition Definition { get; } = definition;

    /// <summary>Rows with a value of this column, set or unset, the one under construction included.</summary>
    public int Rows { get; private set; }

    /// <summary>Bytes that the buffered values take in memory, roughly.</summary>
    public long Bytes => ValueBytes + (_levels * (_isList ? 4L : 2L));

    protected abstract long ValueBytes { get; }

    public virtual void Append(long value) => throw Mismatch();

    public virtual void Append(double value) => throw Mismatch();

    public virtual void Append(bool value) => throw Mismatch();

    /// <summary>UTF-8; what is not valid becomes <c>\xNN</c> for each byte.</summary>
    public virtual void Append(ReadOnlySpan<byte> value) => throw Mismatch();

    public virtual void Append(string value) => throw Mismatch();

    public void AppendUnset()
    {
        if (_inList)
        {
            AddLevel(ListHole, _levels == _listStart ? (short)0 : (short)1);
            return;
        }
        AddLevel(0, 0);
        Rows++;
    }

    public void BeginList()
    {
        _inList = true;
        _listStart = _levels;
    }

    public void EndList()
    {
        if (_levels == _listStart)
        {
            AddLevel(ListEmpty, 0);
        }
        _inList = false;
        Rows++;
    }

    /// <summary>What was appended so far stays.</summary>
    public void Keep()
    {
        _keptLevels = _levels;
        KeepValues();
    }

    /// <summary>Forgets what was appended since <see cref="Keep"/>.</summary>
    /// <param name="rows">Rows that are kept.</param>
    public void TakeBack(int rows)
    {
        _levels = _keptLevels;
        _inList = false;
        Rows = rows;
        TakeBackValues();
    }

    public void Clear()
    {
        _levels = 0;
        _keptLevels = 0;
        Rows = 0;
        ClearValues();
    }

    /// <summary>Fills up with unset values to a number of rows.</summary>
    public void FillTo(int rows)
    {
        while (Rows < rows)
        {
            AddLevel(0, 0);
            Rows++;
        }
    }

    /// <summary>Writes all rows as the next column of a row group.</summary>
    public void WriteTo(RowGroupWriter group)
    {
        using var writer = group.NextColumn();
        WriteValues(writer);
    }

    protected abstract void KeepValues();

    protected abstract void TakeBackValues();

    protected abstract void ClearValues();

    protected abstract void WriteValues(ColumnWriter writer);

    protected void AddValueLevel()
    {
        if (_isList)
        {
            AddLevel(ListValue, _levels == _listStart ? (short)0 : (short)1);
        }
        else
        {
            AddLevel(1, 0);
            Rows++;
        }
    }

    /// <summary>Hands out the levels in batches; <paramref name="write"/> gets as many values as a batch has.</summary>
    protected void InBatches(BatchWriter write)
    {
        const int batch = 4096;
        var value = (short)(_isList ? ListValue : 1);
        var firstValue = 0;
        for (var start = 0; start < _levels; )
        {
            var length = Math.Min(batch, _levels - start);
            var definitions = _definitions.AsSpan(start, length);
            var repetitions = _isList ? _repetitions.AsSpan(start, length) : default;
            var values = definitions.Count(value);
            write(definitions, repetitions, firstValue, values);
            firstValue += values;
            start += length;
        }
    }

    protected delegate void BatchWriter(
        ReadOnlySpan<short> definitions,
        ReadOnlySpan<short> repetitions,
        int firstValue,
        int values
    );

    private void AddLevel(short definition, short repetition)
    {
        if (_levels == _definitions.Length)
        {
            Array.Resize(ref _definitions, _levels * 2);
            if (_isList)
            {
                Array.Resize(ref _repetitions, _levels * 2);
            }
        }
        _definitions[_levels] = definition;
        if (_isList)
        {
            _repetitions[_levels] = repetition;
        }
        _levels++;
    }

    private InvalidOperationException Mismatch() =>
        new($"Column {Definition.Name} holds {Definition.ZeekTypeName}, not what was appended.");
}
