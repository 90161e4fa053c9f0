using System.Text.Unicode;
using ParquetSharp;
using Portal.Traffic.Records;
using Encoding = System.Text.Encoding;

namespace Portal.Analysis.Store;

/// <summary>A column of text: the bytes of all values one after the other, and where each ends.</summary>
internal sealed class TextColumnBuffer(ColumnDefinition definition) : ColumnBuffer(definition)
{
    private byte[] _bytes = new byte[4096];
    private int _length;
    private int[] _ends = new int[256];
    private int _count;
    private int _kept;
    private int _keptLength;

    protected override long ValueBytes => _length + (_count * 4L);

    public override void Append(ReadOnlySpan<byte> value)
    {
        if (Utf8.IsValid(value))
        {
            value.CopyTo(Room(value.Length));
            End(value.Length);
        }
        else
        {
            End(InvalidText.Escape(value, Room(value.Length * InvalidText.MaxExpansion)));
        }
    }

    public override void Append(string value)
    {
        // A lone surrogate becomes U+FFFD.
        End(Encoding.UTF8.GetBytes(value, Room(Encoding.UTF8.GetMaxByteCount(value.Length))));
    }

    protected override void KeepValues()
    {
        _kept = _count;
        _keptLength = _length;
    }

    protected override void TakeBackValues()
    {
        _count = _kept;
        _length = _keptLength;
    }

    protected override void ClearValues()
    {
        _length = 0;
        _count = 0;
        _kept = 0;
        _keptLength = 0;
    }

    protected override unsafe void WriteValues(ColumnWriter writer)
    {
        var typed = (ColumnWriter<ByteArray>)writer;
        var slices = new ByteArray[4096];
        fixed (byte* start = _bytes)
        {
            var address = (IntPtr)start;
            InBatches(
                (definitions, repetitions, first, values) =>
                {
                    for (var i = 0; i < values; i++)
                    {
                        var begin = first + i == 0 ? 0 : _ends[first + i - 1];
                        slices[i] = new ByteArray(address + begin, _ends[first + i] - begin);
                    }
                    typed.WriteBatch(definitions.Length, definitions, repetitions, slices.AsSpan(0, values));
                }
            );
        }
    }

    private Span<byte> Room(int length)
    {
        if (_bytes.Length - _length < length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, checked(_length + length)));
        }
        return _bytes.AsSpan(_length);
    }

    private void End(int length)
    {
        if (_count == _ends.Length)
        {
            Array.Resize(ref _ends, _count * 2);
        }
        _length += length;
        _ends[_count++] = _length;
        AddValueLevel();
    }
}
