using System.Buffers.Text;
using Portal.Traffic;

namespace Portal.Analysis.Importers.Zeek;

/// <summary>Reads single values as Zeek writes them, from UTF-8 without making strings.</summary>
internal static class ZeekValues
{
    private static readonly double[] s_powersOfTen =
    [
        1,
        1e1,
        1e2,
        1e3,
        1e4,
        1e5,
        1e6,
        1e7,
        1e8,
        1e9,
        1e10,
        1e11,
        1e12,
        1e13,
        1e14,
        1e15,
    ];

    /// <summary>
    /// Seconds since 1970 with up to nine digits of fraction that count, or ISO 8601 with its zone (Zeek's
    /// <c>JSON::TS_ISO8601</c>). False when neither, or outside the years 1677 to 2262.
    /// </summary>
    public static bool TryParseTime(ReadOnlySpan<byte> text, out long nanoseconds)
    {
        nanoseconds = 0;
        var isNegative = text is [(byte)'-', ..];
        var rest = isNegative ? text[1..] : text;
        var seconds = 0L;
        var position = 0;
        for (; position < rest.Length && rest[position] is >= (byte)'0' and <= (byte)'9'; position++)
        {
            if (position == 10)
            {
                return false;
            }
            seconds = (seconds * 10) + (rest[position] - '0');
        }
        if (position == 0)
        {
            return false;
        }
        var fraction = 0L;
        if (position < rest.Length && rest[position] == '.')
        {
            position++;
            var digits = 0;
            for (; position < rest.Length && rest[position] is >= (byte)'0' and <= (byte)'9'; position++)
            {
                if (digits < 9)
                {
                    fraction = (fraction * 10) + (rest[position] - '0');
                    digits++;
                }
            }
            for (; digits < 9; digits++)
            {
                fraction *= 10;
            }
        }
        if (position != rest.Length)
        {
            return TryParseIso(text, out nanoseconds) || TryParseExponent(text, out nanoseconds);
        }
        if (seconds > long.MaxValue / UnixTime.NanosecondsPerSecond - 1)
        {
            return false;
        }
        nanoseconds = (seconds * UnixTime.NanosecondsPerSecond) + fraction;
        if (isNegative)
        {
            nanoseconds = -nanoseconds;
        }
        return true;
    }

    public static bool TryParseReal(ReadOnlySpan<byte> text, out double value)
    {
        // A mantissa under 2^53 over a power of ten up to 10^15 gives the nearest double in one division.
        var isNegative = text is [(byte)'-', ..];
        var mantissa = 0L;
        var point = -1;
        var position = isNegative ? 1 : 0;
        var first = position;
        for (; position < text.Length; position++)
        {
            var digit = text[position] - '0';
            if (digit is >= 0 and <= 9)
            {
                mantissa = (mantissa * 10) + digit;
            }
            else if (text[position] == '.' && point < 0)
            {
                point = position;
            }
            else
            {
                break;
            }
        }
        var digits = position - first - (point < 0 ? 0 : 1);
        if (position == text.Length && digits is > 0 and <= 15)
        {
            var decimals = point < 0 ? 0 : text.Length - point - 1;
            value = mantissa / s_powersOfTen[decimals];
            if (isNegative)
            {
                value = -value;
            }
            return true;
        }
        return Utf8Parser.TryParse(text, out value, out var consumed)
            && consumed == text.Length
            && double.IsFinite(value);
    }

    public static bool TryParseInteger(ReadOnlySpan<byte> text, out long value)
    {
        // A port may carry its transport: 80/tcp.
        var slash = text.Length > 2 ? text.IndexOf((byte)'/') : -1;
        if (slash > 0)
        {
            text = text[..slash];
        }
        return Utf8Parser.TryParse(text, out value, out var consumed) && consumed == text.Length;
    }

    public static bool TryParseTruth(ReadOnlySpan<byte> text, out bool value)
    {
        value = text is [(byte)'T'];
        return value || text is [(byte)'F'];
    }

    private static bool TryParseExponent(ReadOnlySpan<byte> text, out long nanoseconds)
    {
        nanoseconds = 0;
        if (
            !Utf8Parser.TryParse(text, out double seconds, out var consumed)
            || consumed != text.Length
            || !(Math.Abs(seconds) < 9e9)
        )
        {
            return false;
        }
        nanoseconds = (long)(seconds * UnixTime.NanosecondsPerSecond);
        return true;
    }

    // 2018-03-24T17:15:25.396445Z
    private static bool TryParseIso(ReadOnlySpan<byte> text, out long nanoseconds)
    {
        nanoseconds = 0;
        if (
            text.Length < 20
            || !TryDigits(text[..4], out var year)
            || !TryDigits(text[5..7], out var month)
            || !TryDigits(text[8..10], out var day)
            || !TryDigits(text[11..13], out var hour)
            || !TryDigits(text[14..16], out var minute)
            || !TryDigits(text[17..19], out var second)
            || text[4] != '-'
            || text[7] != '-'
            || text[10] is not ((byte)'T' or (byte)' ')
            || text[13] != ':'
            || text[16] != ':'
            || year is < 1678 or > 2261
            || month is < 1 or > 12
            || day < 1
            || day > DateTime.DaysInMonth(year, month)
            || hour > 23
            || minute > 59
            || second > 60
        )
        {
            return false;
        }
        var rest = text[19..];
        var fraction = 0L;
        if (rest is [(byte)'.', ..])
        {
            var digits = 0;
            for (rest = rest[1..]; rest is [>= (byte)'0' and <= (byte)'9', ..]; rest = rest[1..], digits++)
            {
                fraction = digits < 9 ? (fraction * 10) + (rest[0] - '0') : fraction;
            }
            for (; digits < 9; digits++)
            {
                fraction *= 10;
            }
        }
        if (!TryParseZone(rest, out var offsetSeconds))
        {
            return false;
        }
        var midnight = new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        var seconds = midnight + (hour * 3600L) + (minute * 60L) + second - offsetSeconds;
        nanoseconds = (seconds * UnixTime.NanosecondsPerSecond) + fraction;
        return true;
    }

    // Z, +hh:mm, +hhmm or -hh:mm; a time without a zone is refused.
    private static bool TryParseZone(ReadOnlySpan<byte> text, out int offsetSeconds)
    {
        offsetSeconds = 0;
        if (text is [(byte)'Z'] or [(byte)'z'])
        {
            return true;
        }
        if (text is not [(byte)'+' or (byte)'-', ..])
        {
            return false;
        }
        var minutes =
            text.Length == 6 && text[3] == ':' ? text[4..]
            : text.Length == 5 ? text[3..]
            : default;
        if (!TryDigits(text[1..Math.Min(3, text.Length)], out var hour) || !TryDigits(minutes, out var minute))
        {
            return false;
        }
        offsetSeconds = ((hour * 3600) + (minute * 60)) * (text[0] == '-' ? -1 : 1);
        return hour <= 14 && minute <= 59;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }
            value = (value * 10) + (digit - '0');
        }
        return !text.IsEmpty;
    }
}
