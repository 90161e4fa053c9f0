using System.Text;

namespace Portal.Traffic.Protocols.Http;

/// <summary>Walks over a block of header lines (RFC 9112 §5): the name and the value of each, a folded value as one.</summary>
internal ref struct HttpHeaders(ReadOnlySpan<byte> block)
{
    private ReadOnlySpan<byte> _rest = block;

    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Without blanks around it; a folded one still holds its line ends.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Moves to the next header; lines without a colon are passed over.</summary>
    public bool Next()
    {
        while (!_rest.IsEmpty)
        {
            var end = LineEnd(_rest);
            while (end < _rest.Length && HttpRequestLine.IsBlank(_rest[end]))
            {
                end += LineEnd(_rest[end..]);
            }
            var line = _rest[..end];
            _rest = _rest[end..];
            var colon = line.IndexOf((byte)':');
            if (colon > 0)
            {
                Name = line[..colon].Trim(" \t"u8);
                Value = line[(colon + 1)..].Trim(" \t\r\n"u8);
                return true;
            }
        }
        return false;
    }

    public readonly bool Is(ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(Name, name);

    /// <summary>The value up to the first blank, comma or semicolon.</summary>
    public readonly ReadOnlySpan<byte> Token
    {
        get
        {
            var end = Value.IndexOfAny(" \t,;"u8);
            return end < 0 ? Value : Value[..end];
        }
    }

    private static int LineEnd(ReadOnlySpan<byte> bytes)
    {
        var newline = bytes.IndexOf((byte)'\n');
        return newline < 0 ? bytes.Length : newline + 1;
    }
}
