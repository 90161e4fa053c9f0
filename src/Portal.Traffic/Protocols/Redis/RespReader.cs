using System.Buffers.Text;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Redis;

/// <summary>Reads RESP values from a stream without recursion; strings of any size pass, of which a beginning is kept.</summary>
internal sealed class RespReader(bool isClient)
{
    /// <summary>Scalars kept of a value; a command has few, replies can have millions.</summary>
    private const int MaxItems = 64;

    /// <summary>Kept of one string.</summary>
    private const int MaxItemBytes = 1024;

    /// <summary>Lines are headers and short texts; Redis ends inline commands at 64 KiB.</summary>
    private const int MaxLineBytes = 64 * 1024;

    /// <summary>Aggregates inside each other; Redis itself nests three deep.</summary>
    private const int MaxDepth = 32;

    private readonly LineReader _lines = new(MaxLineBytes);
    private readonly Stack<long> _open = [];
    private readonly List<byte> _bulk = [];
    private List<string> _items = [];
    private byte _type;
    private long _bulkLeft = -1;

    /// <summary>The stream is not RESP, or bytes are missing.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The next value; false when more bytes are needed.</summary>
    public bool TryRead(ref ReadOnlySpan<byte> bytes, out RespValue value)
    {
        value = default;
        while (!IsBroken && !bytes.IsEmpty)
        {
            var isScalarOver = _bulkLeft >= 0 ? TakeBulk(ref bytes) : TakeLine(ref bytes);
            if (isScalarOver && IsValueOver())
            {
                value = new RespValue(_type, _items);
                (_items, _type) = ([], 0);
                return true;
            }
        }
        return false;
    }

    /// <summary>Bytes inside a long string may be missing; elsewhere the place is lost.</summary>
    public void Gap(long bytes)
    {
        if (bytes < _bulkLeft - 2)
        {
            _bulkLeft -= bytes;
        }
        else
        {
            IsBroken = true;
        }
    }

    /// <summary>True when a scalar, or an aggregate without any, is over.</summary>
    private bool TakeLine(ref ReadOnlySpan<byte> bytes)
    {
        if (!_lines.TryRead(ref bytes, out var line) || line.IsEmpty)
        {
            return false;
        }
        var (type, rest) = (line[0], ZeekText.Decode(line[1..]));
        switch ((char)type)
        {
            case '*' or '%' or '~' or '>' or '|' when TryCount(line[1..], out var count):
                Note(type);
                return OpenAggregate(type is (byte)'%' or (byte)'|' ? count * 2 : count);
            case '$' or '!' or '=' when TryCount(line[1..], out var length):
                Note(type);
                _bulk.Clear();
                _bulkLeft = length < 0 ? -1 : length + 2;
                if (length < 0)
                {
                    Keep("(nil)");
                }
                return length < 0;
            case '+' or '-' or ':' or '_' or ',' or '#' or '(':
                Note(type);
                Keep(rest);
                return true;
            default:
                return TakeInline(line);
        }
    }

    /// <summary>A command as a person types it; not in a reply, and not inside a value.</summary>
    private bool TakeInline(ReadOnlySpan<byte> line)
    {
        if (
            !isClient
            || _open.Count > 0
            || line[0] is not ((>= (byte)'A' and <= (byte)'Z') or (>= (byte)'a' and <= (byte)'z'))
        )
        {
            IsBroken = true;
            return false;
        }
        foreach (var word in ZeekText.Decode(line).Split(' ', MaxItems, StringSplitOptions.RemoveEmptyEntries))
        {
            Keep(word);
        }
        return true;
    }

    private bool OpenAggregate(long count)
    {
        if (count <= 0)
        {
            return true;
        }
        IsBroken = _open.Count == MaxDepth;
        if (!IsBroken)
        {
            _open.Push(count);
        }
        return false;
    }

    private bool TakeBulk(ref ReadOnlySpan<byte> bytes)
    {
        var piece = bytes[..(int)Math.Min(bytes.Length, _bulkLeft)];
        bytes = bytes[piece.Length..];
        var content = piece[..(int)Math.Max(0, Math.Min(piece.Length, _bulkLeft - 2))];
        _bulk.AddRange(content[..Math.Min(content.Length, MaxItemBytes - _bulk.Count)]);
        _bulkLeft -= piece.Length;
        if (_bulkLeft > 0)
        {
            return false;
        }
        _bulkLeft = -1;
        Keep(ZeekText.Decode(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_bulk)));
        return true;
    }

    /// <summary>Closes the aggregates whose last element has come.</summary>
    private bool IsValueOver()
    {
        while (_open.TryPop(out var left))
        {
            if (left > 1)
            {
                _open.Push(left - 1);
                return false;
            }
        }
        return true;
    }

    private void Note(byte type)
    {
        if (_type == 0)
        {
            _type = type;
        }
    }

    private void Keep(string item)
    {
        if (_items.Count < MaxItems)
        {
            _items.Add(item.Length > MaxItemBytes * 4 ? item[..(MaxItemBytes * 4)] : item);
        }
    }

    private static bool TryCount(ReadOnlySpan<byte> digits, out long count) =>
        Utf8Parser.TryParse(digits, out count, out var used) && used == digits.Length && count is >= -1 and <= 1L << 32;
}
