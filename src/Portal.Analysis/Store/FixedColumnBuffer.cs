using System.Runtime.CompilerServices;
using ParquetSharp;
using Portal.Traffic.Records;

namespace Portal.Analysis.Store;

/// <summary>A column of values of a fixed width: times, numbers, truth values.</summary>
internal sealed class FixedColumnBuffer<TValue>(ColumnDefinition definition) : ColumnBuffer(definition)
    where TValue : unmanaged
{
    private TValue[] _values = new TValue[256];
    private int _count;
    private int _kept;

    protected override long ValueBytes => (long)_count * Unsafe.SizeOf<TValue>();

    public override void Append(long value) => Add(value);

    public override void Append(double value) => Add(value);

    public override void Append(bool value) => Add(value);

    protected override void KeepValues() => _kept = _count;

    protected override void TakeBackValues() => _count = _kept;

    protected override void ClearValues()
    {
        _count = 0;
        _kept = 0;
    }

    protected override void WriteValues(ColumnWriter writer)
    {
        var typed = (ColumnWriter<TValue>)writer;
        InBatches(
            (definitions, repetitions, first, values) =>
                typed.WriteBatch(definitions.Length, definitions, repetitions, _values.AsSpan(first, values))
        );
    }

    private void Add<T>(T value)
    {
        if (value is not TValue fitting)
        {
            throw new InvalidOperationException(
                $"Column {Definition.Name} holds {Definition.ZeekTypeName}, not {typeof(T).Name}."
            );
        }
        if (_count == _values.Length)
        {
            Array.Resize(ref _values, _count * 2);
        }
        _values[_count++] = fitting;
        AddValueLevel();
    }
}
