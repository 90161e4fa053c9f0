namespace Portal.Traffic.Protocols.Http;

/// <summary>The first line of a response (RFC 9112 §4).</summary>
/// <param name="Version">Major × 10 + minor; 0 when unreadable.</param>
/// <param name="Code">0 when it is not three digits.</param>
/// <param name="Reason">The range of the reason phrase in the line; null when nothing follows the code.</param>
public readonly record struct HttpStatusLine(int Version, int Code, Range? Reason)
{
    private const int CodeDigits = 3;

    /// <summary>Reads a line without its end; false when it cannot be a status line.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out HttpStatusLine status)
    {
        status = default;
        if (!line.StartsWith("HTTP/"u8))
        {
            return false;
        }
        var blank = line.IndexOfAny(" \t"u8);
        var code = blank < 0 ? line.Length : HttpRequestLine.SkipBlanks(line, blank);
        if (code + CodeDigits > line.Length)
        {
            return false;
        }
        var rest = line[(code + CodeDigits)..].IndexOfAny(" \t"u8);
        status = new HttpStatusLine(
            HttpRequestLine.ReadVersion(line[5..]),
            ReadCode(line.Slice(code, CodeDigits)),
            rest < 0 ? null : HttpRequestLine.SkipBlanks(line, code + CodeDigits + rest)..line.Length
        );
        return true;
    }

    private static int ReadCode(ReadOnlySpan<byte> digits)
    {
        var code = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return 0;
            }
            code = code * 10 + digit - '0';
        }
        return code;
    }
}
