using System.Buffers.Text;

namespace Portal.Traffic.Protocols.Redis;

/// <summary>
/// Goes over RESP values without keeping them, one element at a time: a line, and behind some lines a string of known length.
/// </summary>
internal ref struct RespScanner(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    /// <summary>Where the line of the element begins.</summary>
    public int LineAt { get; private set; }

    /// <summary>The element's line without its end, its type first; never empty.</summary>
    public ReadOnlySpan<byte> Line { get; private set; }

    /// <summary>Where its string begins, -1 for an element without one.</summary>
    public int StringAt { get; private set; }

    /// <summary>Bytes of the string, elements of an aggregate, or -1 for nil.</summary>
    public long Count { get; private set; }

    /// <summary>False when the next element is not all there.</summary>
    public bool TryRead()
    {
        const int lineEnd = 2;
        var rest = _bytes[_position..];
        var end = rest.IndexOf("\r\n"u8);
        if (end <= 0)
        {
            return false;
        }
        Line = rest[..end];
        (LineAt, StringAt, Count) = (_position, -1, -1);
        var next = end + lineEnd;
        var hasCount = Utf8Parser.TryParse(Line[1..], out long count, out var used) && used == Line.Length - 1;
        switch ((char)Line[0])
        {
            case '$' or '!' or '=' when hasCount && count >= 0:
                if (count > rest.Length - next - lineEnd)
                {
                    return false;
                }
                (StringAt, Count) = (_position + next, count);
                next += (int)count + lineEnd;
                break;
            default:
                Count = hasCount ? count : -1;
                break;
        }
        _position += next;
        return true;
    }
}
