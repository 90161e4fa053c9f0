using System.Globalization;
using System.Text.RegularExpressions;
using Portal.Traffic;

namespace Portal.Web.Components.Times;

/// <summary>A time that a person typed. Without a zone it is refused, never guessed.</summary>
public static partial class TypedTime
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd HH:mm:ss",
        "yyyy-MM-dd HH:mm",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm",
    ];

    /// <summary>
    /// Reads <c>2025-11-15 14:35:02.118 UTC</c>, <c>…Z</c>, <c>… +01:00</c> or <c>… Europe/Berlin</c>. False with the
    /// reason in words when it cannot be read, has no zone, or does not exist in that zone (a jump of the clock).
    /// </summary>
    public static bool TryRead(string? text, out long nanoseconds, out string problem)
    {
        nanoseconds = 0;
        var match = Shape().Match(text?.Trim() ?? "");
        if (!match.Success)
        {
            problem = "Write it as 2025-11-15 14:35:02.118 followed by a zone.";
            return false;
        }
        var zone = match.Groups["zone"].Value;
        if (zone.Length == 0)
        {
            problem = "A zone is missing: add UTC, an offset such as +01:00, or a name such as Europe/Berlin.";
            return false;
        }
        if (
            !DateTime.TryParseExact(
                match.Groups["time"].Value,
                Formats,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var local
            )
        )
        {
            problem = "There is no such date or time of day.";
            return false;
        }
        return TryPlace(local, zone, out nanoseconds, out problem);
    }

    private static bool TryPlace(DateTime local, string zone, out long nanoseconds, out string problem)
    {
        nanoseconds = 0;
        problem = "";
        if (zone is "Z" or "z" or "UTC" or "utc")
        {
            nanoseconds = UnixTime.FromDateTimeOffset(new DateTimeOffset(local, TimeSpan.Zero));
            return true;
        }
        if (zone[0] is '+' or '-')
        {
            var digits = zone[1..].Replace(":", "", StringComparison.Ordinal).PadRight(4, '0');
            var offset = new TimeSpan(int.Parse(digits[..2]), int.Parse(digits[2..]), 0);
            if (offset > TimeSpan.FromHours(14))
            {
                problem = "No zone is further than 14 hours from UTC.";
                return false;
            }
            nanoseconds = UnixTime.FromDateTimeOffset(new DateTimeOffset(local, zone[0] == '-' ? -offset : offset));
            return true;
        }
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
        {
            problem = $"The zone {zone} is not known here; an offset such as +01:00 always works.";
            return false;
        }
        if (found.IsInvalidTime(local) || found.IsAmbiguousTime(local))
        {
            problem = $"The clock was changed then in {zone}: give the offset instead of the name.";
            return false;
        }
        nanoseconds = UnixTime.FromDateTimeOffset(new DateTimeOffset(local, found.GetUtcOffset(local)));
        return true;
    }

    [GeneratedRegex(
        @"^(?<time>\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d{1,7})?)?)\s*(?<zone>Z|UTC|[+-]\d\d(:?\d\d)?|[A-Za-z_]+(/[A-Za-z_+\-0-9]+)*)?$",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        100
    )]
    private static partial Regex Shape();
}
