using System.Buffers;

namespace Portal.Traffic.Protocols.Http;

/// <summary>The first line of a request (RFC 9112 §3) as ranges of that line.</summary>
/// <param name="Version">Major × 10 + minor; 9 for HTTP/0.9, which has no version on its line.</param>
public readonly record struct HttpRequestLine(Range Method, Range Target, int Version)
{
    public const int Version09 = 9;
    public const int Version10 = 10;
    public const int Version11 = 11;

    private const int MinMethod09 = 3;

    private static readonly SearchValues<byte> s_token = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8
    );

    /// <summary>Reads a line without its end; false when it cannot be a request line. The target may be empty or hold blanks.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out HttpRequestLine request)
    {
        request = default;
        var method = line.IndexOfAnyExcept(s_token);
        if (method <= 0 || !IsBlank(line[method]))
        {
            return false;
        }
        var start = SkipBlanks(line, method);
        var (end, version) = FindVersion(line, start);
        request = new HttpRequestLine(..method, start..end, version);
        return version != Version09 || (method >= MinMethod09 && end > start);
    }

    private static (int TargetEnd, int Version) FindVersion(ReadOnlySpan<byte> line, int start)
    {
        for (var from = start; ; from++)
        {
            var found = line[from..].IndexOf("HTTP/"u8);
            if (found < 0)
            {
                var length = line[start..].TrimEnd(" \t"u8).Length;
                return (start + length, Version09);
            }
            from += found;
            if (from == start || IsBlank(line[from - 1]))
            {
                var target = line[start..from].TrimEnd(" \t"u8).Length;
                return (start + target, ReadVersion(line[(from + 5)..]));
            }
        }
    }

    /// <summary>Reads <c>1.1</c> as 11; 0 when it is not two digits around a dot.</summary>
    internal static int ReadVersion(ReadOnlySpan<byte> text) =>
        text is [>= (byte)'0' and <= (byte)'9', (byte)'.', >= (byte)'0' and <= (byte)'9', ..]
            ? (text[0] - '0') * 10 + text[2] - '0'
            : 0;

    internal static bool IsBlank(byte octet) => octet is (byte)' ' or (byte)'\t';

    internal static int SkipBlanks(ReadOnlySpan<byte> line, int position)
    {
        while (position < line.Length && IsBlank(line[position]))
        {
            position++;
        }
        return position;
    }
}
