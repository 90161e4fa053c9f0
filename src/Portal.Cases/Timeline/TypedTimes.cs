using System.Globalization;
using System.Text.RegularExpressions;
using Portal.Cases.Refusals;

namespace Portal.Cases.Timeline;

/// <summary>
/// Times as people type or paste them: a date, a time with up to nine fraction digits, and always a zone: <c>Z</c>,
/// <c>UTC</c>, an offset, or an IANA name. A time without a zone is refused, since guessing it wrong moves the event.
/// </summary>
public static partial class TypedTimes
{
    /// <summary>Nanoseconds since 1970 UTC.</summary>
    /// <exception cref="RefusedException">It is no time, names no zone, or does not exist or exists twice in its zone.</exception>
    public static long Parse(string text)
    {
        var match = Pattern().Match(text.Trim());
        if (!match.Success)
        {
            throw RefusedException.Invalid(
                "time",
                "Write the time with its zone, for example 2025-11-15 14:35:02.118 UTC, …+01:00 or … Europe/Berlin."
            );
        }
        var zone = match.Groups["zone"].Value;
        if (zone.Length == 0)
        {
            throw RefusedException.Invalid(
                "time",
                "The zone is missing: add UTC, an offset like +01:00, or a zone name."
            );
        }
        var clock = match.Groups["clock"].Value.Replace('T', ' ');
        clock = clock.Length == 16 ? clock + ":00" : clock;
        if (
            !DateTime.TryParseExact(
                clock,
                "yyyy-MM-dd HH:mm:ss",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var local
            )
        )
        {
            throw RefusedException.Invalid("time", $"'{clock}' is not a date and time.");
        }
        var fraction = match.Groups["fraction"].Value.PadRight(9, '0');
        var utcTicks = local.Ticks - Offset(local, zone).Ticks;
        return (utcTicks - DateTime.UnixEpoch.Ticks) * 100 + long.Parse(fraction, CultureInfo.InvariantCulture);
    }

    private static TimeSpan Offset(DateTime local, string zone)
    {
        if (zone is "Z" or "z" || zone.Equals("UTC", StringComparison.OrdinalIgnoreCase))
        {
            return TimeSpan.Zero;
        }
        if (zone[0] is '+' or '-')
        {
            var digits = zone.Replace(":", "", StringComparison.Ordinal)[1..].PadRight(4, '0');
            var minutes =
                int.Parse(digits[..2], CultureInfo.InvariantCulture) * 60
                + int.Parse(digits[2..], CultureInfo.InvariantCulture);
            return TimeSpan.FromMinutes(zone[0] == '-' ? -minutes : minutes);
        }
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
        {
            throw RefusedException.Invalid("time", $"'{zone}' is not a time zone.");
        }
        if (found.IsInvalidTime(local))
        {
            throw RefusedException.Invalid("time", $"The clocks of {zone} skipped that time; give it in UTC.");
        }
        if (found.IsAmbiguousTime(local))
        {
            throw RefusedException.Invalid("time", $"The clocks of {zone} showed that time twice; give it in UTC.");
        }
        return found.GetUtcOffset(local);
    }

    [GeneratedRegex(
        @"^(?<clock>[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2})?)([.,](?<fraction>[0-9]{1,9}))?\s*(?<zone>[Zz]|[+-][0-9]{2}(:?[0-9]{2})?|[A-Za-z][A-Za-z0-9_+/-]{1,50})?$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Pattern();
}
