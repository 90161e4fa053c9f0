using System.Globalization;
using System.Text;

namespace Portal.Traffic.Protocols.Kerberos;

/// <summary>A time of RFC 4120 §5.2.3: <c>YYYYMMDDHHMMSSZ</c>, always UTC and without fractions.</summary>
internal static class KerberosTime
{
    private const int TextBytes = 15;

    /// <summary>Nanoseconds since 1970 UTC, at most what they can say (2262-04-11); null if it is no time.</summary>
    public static long? Read(ReadOnlySpan<byte> content)
    {
        if (
            content.Length != TextBytes
            || !DateTimeOffset.TryParseExact(
                Encoding.ASCII.GetString(content),
                "yyyyMMddHHmmss'Z'",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var time
            )
        )
        {
            return null;
        }
        const long farthest = long.MaxValue / UnixTime.NanosecondsPerSecond;
        return Math.Clamp(time.ToUnixTimeSeconds(), -farthest, farthest) * UnixTime.NanosecondsPerSecond;
    }
}
