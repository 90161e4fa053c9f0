using System.Globalization;
using System.Text;

namespace Portal.Traffic.Protocols.Tls.Certificates;

/// <summary>The times of a validity (RFC 5280 §4.1.2.5).</summary>
internal static class CertificateTime
{
    // RFC 5280 §4.1.2.5.1: two digits up to 49 are of this century.
    private const int FirstYearOfLastCentury = 50;

    private static readonly string[] s_formats =
    [
        "yyyyMMddHHmmss'Z'",
        "yyyyMMddHHmm'Z'",
        "yyyyMMddHHmmsszzz",
        "yyyyMMddHHmmzzz",
        "yyyyMMddHHmmss.FFFFFFF'Z'",
    ];

    /// <summary>
    /// Nanoseconds since 1970 UTC, at most what they can say (2262-04-11): "never" is often written as the year 9999. Null
    /// if it is no time.
    /// </summary>
    public static long? Read(int tag, ReadOnlySpan<byte> content)
    {
        if (content.Length > 32)
        {
            return null;
        }
        var text = Encoding.Latin1.GetString(content);
        if (tag == DerReader.UtcTime)
        {
            if (text.Length < 2 || !int.TryParse(text.AsSpan(0, 2), NumberStyles.None, null, out var year))
            {
                return null;
            }
            text = (year < FirstYearOfLastCentury ? "20" : "19") + text;
        }
        else if (tag != DerReader.GeneralizedTime)
        {
            return null;
        }
        if (
            !DateTimeOffset.TryParseExact(
                text,
                s_formats,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var time
            )
        )
        {
            return null;
        }
        var seconds = Math.Clamp(
            time.ToUnixTimeSeconds(),
            long.MinValue / UnixTime.NanosecondsPerSecond,
            long.MaxValue / UnixTime.NanosecondsPerSecond
        );
        return seconds * UnixTime.NanosecondsPerSecond;
    }
}
