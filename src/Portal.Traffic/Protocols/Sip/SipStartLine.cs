using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;

namespace Portal.Traffic.Protocols.Sip;

/// <summary>The first line of a message (RFC 3261 §7): <c>METHOD uri SIP/2.0</c> or <c>SIP/2.0 code reason</c>.</summary>
/// <param name="Method">Empty for a response.</param>
/// <param name="Target">The URI of a request or the reason of a response.</param>
/// <param name="Code">0 for a request.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SipStartLine(Range Method, Range Target, int Code)
{
    /// <summary>The longest method in use has nine letters (SUBSCRIBE).</summary>
    private const int MaxMethod = 20;

    private const int MaxLine = 8192;
    private const int CodeDigits = 3;

    private static readonly SearchValues<byte> s_letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ"u8);

    private static readonly SearchValues<byte> s_visible = SearchValues.Create([
        .. Enumerable.Range(0x21, 0x5E).Select(value => (byte)value),
    ]);

    private static ReadOnlySpan<byte> Version => "SIP/"u8;

    public bool IsRequest => Code == 0;

    public static bool TryParse(ReadOnlySpan<byte> line, out SipStartLine start)
    {
        start = default;
        if (line.StartsWith(Version))
        {
            var codeAt = line.IndexOf((byte)' ') + 1;
            if (
                codeAt == 0
                || line.Length < codeAt + CodeDigits
                || !Utf8Parser.TryParse(line.Slice(codeAt, CodeDigits), out int code, out var used)
                || used != CodeDigits
                || code < 100
            )
            {
                return false;
            }
            var reasonAt = Math.Min(codeAt + CodeDigits + 1, line.Length);
            start = new SipStartLine(..0, reasonAt..line.Length, code);
            return true;
        }
        var method = line.IndexOf((byte)' ');
        var version = line.LastIndexOf((byte)' ');
        if (
            method is <= 0 or > MaxMethod
            || version <= method
            || line[..method].ContainsAnyExcept(s_letters)
            || line[(method + 1)..version].ContainsAnyExcept(s_visible)
            || line[(version + 1)..] is not [(byte)'S', (byte)'I', (byte)'P', (byte)'/', var major, (byte)'.', ..]
            || !char.IsAsciiDigit((char)major)
        )
        {
            return false;
        }
        start = new SipStartLine(..method, (method + 1)..version, 0);
        return true;
    }

    /// <summary>Whether more bytes could make it a first line.</summary>
    public static bool MayBegin(ReadOnlySpan<byte> text)
    {
        if (text.Length > MaxLine)
        {
            return false;
        }
        if (text.StartsWith(Version) || Version.StartsWith(text))
        {
            return true;
        }
        var method = text.IndexOf((byte)' ');
        var letters = method < 0 ? text : text[..method];
        if (letters.Length > MaxMethod || letters.ContainsAnyExcept(s_letters))
        {
            return false;
        }
        var target = method < 0 ? default : text[(method + 1)..];
        return target.Length < 4 || target.StartsWith("sip"u8) || target.StartsWith("tel:"u8);
    }
}
