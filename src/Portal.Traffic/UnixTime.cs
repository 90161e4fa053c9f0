using System.Globalization;

namespace Portal.Traffic;

/// <summary>Times are int64 nanoseconds since 1970-01-01 00:00 UTC everywhere inside; this turns them into text and back.</summary>
public static class UnixTime
{
    public const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>ISO 8601 with <c>Z</c> and as many fraction digits (3, 6 or 9) as the value needs.</summary>
    public static string ToIso(long nanoseconds)
    {
        var fraction = nanoseconds % NanosecondsPerSecond;
        if (fraction < 0)
        {
            fraction += NanosecondsPerSecond;
        }
        var digits =
            fraction % 1_000_000 == 0 ? 3
            : fraction % 1_000 == 0 ? 6
            : 9;
        var text = fraction.ToString("D9", CultureInfo.InvariantCulture)[..digits];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{ToDateTimeOffset(nanoseconds):yyyy-MM-dd'T'HH:mm:ss}.{text}Z"
        );
    }

    /// <summary>The same instant to 100 ns (the fraction below is cut); clamped to the years 1 to 9999.</summary>
    public static DateTimeOffset ToDateTimeOffset(long nanoseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(Math.DivRem(nanoseconds, 100, out var rest) - (rest < 0 ? 1 : 0));

    public static long FromDateTimeOffset(DateTimeOffset time) =>
        (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * 100;
}
