using System.Globalization;
using Portal.Traffic;

namespace Portal.Web.Components.Times;

/// <summary>Times as people read them here: <c>2025-11-15 14:35:02.118</c> in a named zone, never without the zone.</summary>
public static class TimeText
{
    /// <summary>Date and time of day with milliseconds, without the zone; put <see cref="Zone"/> beside it.</summary>
    public static string Of(long nanoseconds, TimeZoneInfo zone) =>
        Local(nanoseconds, zone).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>Time of day with milliseconds.</summary>
    public static string TimeOfDay(long nanoseconds, TimeZoneInfo zone) =>
        Local(nanoseconds, zone).ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>Date and time of day with microseconds, for packets; put <see cref="Zone"/> beside it.</summary>
    public static string Micro(long nanoseconds, TimeZoneInfo zone) =>
        Local(nanoseconds, zone).ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    /// <summary><c>UTC</c>, or the zone's name with its offset at that instant: <c>Europe/Berlin +01:00</c>.</summary>
    public static string Zone(long nanoseconds, TimeZoneInfo zone)
    {
        if (IsUtc(zone))
        {
            return "UTC";
        }
        var offset = zone.GetUtcOffset(UnixTime.ToDateTimeOffset(nanoseconds));
        var sign = offset < TimeSpan.Zero ? '-' : '+';
        return $"{zone.Id} {sign}{offset:hh\\:mm}";
    }

    /// <summary>The offset alone (<c>+01:00</c>), or <c>UTC</c>: for places where the zone's name stands nearby.</summary>
    public static string Offset(long nanoseconds, TimeZoneInfo zone)
    {
        if (IsUtc(zone))
        {
            return "UTC";
        }
        var offset = zone.GetUtcOffset(UnixTime.ToDateTimeOffset(nanoseconds));
        return $"{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}";
    }

    public static string WithZone(long nanoseconds, TimeZoneInfo zone) =>
        $"{Of(nanoseconds, zone)} {Zone(nanoseconds, zone)}";

    public static bool IsUtc(TimeZoneInfo zone) => zone.Id is "UTC" or "Etc/UTC" || zone.Equals(TimeZoneInfo.Utc);

    /// <summary>The zone of that name, or UTC when this machine does not know it.</summary>
    public static TimeZoneInfo FindZone(string? id) =>
        id is not null && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;

    private static DateTimeOffset Local(long nanoseconds, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(UnixTime.ToDateTimeOffset(nanoseconds), zone);
}
