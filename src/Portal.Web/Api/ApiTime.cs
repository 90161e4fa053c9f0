using Portal.Cases.Timeline;
using Portal.Traffic;

namespace Portal.Web.Api;

/// <summary>Nanoseconds inside, text outside.</summary>
internal static class ApiTime
{
    public static string? Iso(long? nanoseconds) => nanoseconds is { } time ? UnixTime.ToIso(time) : null;

    /// <summary>A time of a query, with its zone; null when none was given.</summary>
    public static long? Parse(string? text) => string.IsNullOrWhiteSpace(text) ? null : TypedTimes.Parse(text);
}
