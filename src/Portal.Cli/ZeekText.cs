using System.Buffers;
using System.Globalization;

namespace Portal.Cli;

/// <summary>Writes single values as Zeek's ASCII log writer does.</summary>
internal static class ZeekText
{
    public const string Unset = "-";
    public const string Empty = "(empty)";

    private static readonly SearchValues<char> s_special = SearchValues.Create(
        string.Concat(Enumerable.Range(0, 32).Select(c => (char)c)) + "\\\u007f,"
    );

    /// <summary>Seconds with six digits, rounded.</summary>
    public static void Time(TextWriter output, long nanoseconds)
    {
        var microseconds = (nanoseconds / 1000) + (nanoseconds % 1000 >= 500 ? 1 : 0);
        if (microseconds < 0)
        {
            output.Write('-');
            microseconds = -microseconds;
        }
        output.Write(microseconds / 1_000_000);
        output.Write('.');
        output.Write((microseconds % 1_000_000).ToString("D6", CultureInfo.InvariantCulture));
    }

    /// <summary>Seconds with six digits.</summary>
    public static void Interval(TextWriter output, double seconds) =>
        output.Write(seconds.ToString("F6", CultureInfo.InvariantCulture));

    public static void Real(TextWriter output, double value) =>
        output.Write(value.ToString("0.0#####", CultureInfo.InvariantCulture));

    /// <summary>
    /// Text with <c>\xNN</c> for control characters and <c>\\</c> for backslashes; <c>\xNN</c> of bytes that are not text
    /// stands in the value already. What would read as unset or empty, or as a header, begins with an escape.
    /// </summary>
    public static void Text(TextWriter output, string value, bool isElement = false, bool isFirst = false)
    {
        if (value.Length == 0)
        {
            output.Write(Empty);
            return;
        }
        var rest = value.AsSpan();
        if (value is Unset or Empty || (isFirst && rest[0] == '#'))
        {
            Escape(output, rest[0]);
            rest = rest[1..];
        }
        while (!rest.IsEmpty)
        {
            var special = rest.IndexOfAny(s_special);
            if (special < 0)
            {
                output.Write(rest);
                return;
            }
            output.Write(rest[..special]);
            rest = rest[special..];
            rest = rest[Special(output, rest, isElement)..];
        }
    }

    private static int Special(TextWriter output, ReadOnlySpan<char> rest, bool isElement)
    {
        switch (rest[0])
        {
            case ',' when !isElement:
                output.Write(',');
                return 1;
            case '\\' when IsEscapedByte(rest):
                output.Write(rest[..4]);
                return 4;
            case '\\':
                output.Write(@"\\");
                return 1;
            default:
                Escape(output, rest[0]);
                return 1;
        }
    }

    /// <summary>Control characters and <c>\x80</c> to <c>\xff</c>: what records hold for bytes that are not text.</summary>
    private static bool IsEscapedByte(ReadOnlySpan<char> text) =>
        text.Length >= 4
        && text[1] == 'x'
        && (text[2..4] is "7f" || text[2] is '0' or '1' or '8' or '9' or (>= 'a' and <= 'f'))
        && text[3] is (>= '0' and <= '9') or (>= 'a' and <= 'f');

    private static void Escape(TextWriter output, char letter)
    {
        output.Write(@"\x");
        output.Write(((int)letter).ToString("x2", CultureInfo.InvariantCulture));
    }
}
