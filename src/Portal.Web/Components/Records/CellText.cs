using System.Collections;
using Portal.Traffic.Records;
using Portal.Web.Components.Times;
using Portal.Web.Components.Values;

namespace Portal.Web.Components.Records;

/// <summary>Values of records as people read them, and exactly for the tooltip.</summary>
public static class CellText
{
    /// <summary>Ready to be shown: hidden characters made visible; empty for unset.</summary>
    public static string Of(object? value, ColumnDefinition column, TimeZoneInfo zone) =>
        value switch
        {
            null => "",
            long time when IsTime(column) => TimeText.Of(time, zone),
            long bytes when IsBytes(column) => ByteText.Of(bytes),
            long port when column.Type == ZeekType.Port || IsNumber(column) => $"{port}",
            long count => CountText.Of(count),
            double seconds when column.Type == ZeekType.Interval => DurationText.Of(seconds),
            double number => $"{number:0.######}",
            bool truth => truth ? "yes" : "no",
            string text => VisibleText.Of(text),
            IEnumerable list => VisibleText.Of(string.Join(", ", list.Cast<object?>())),
            _ => VisibleText.Of(Convert.ToString(value)),
        };

    public static string Exact(object? value, ColumnDefinition column, TimeZoneInfo zone) =>
        value switch
        {
            long time when IsTime(column) => TimeText.WithZone(time, zone),
            long bytes when IsBytes(column) => ByteText.Exact(bytes),
            long count => CountText.Exact(count),
            double seconds when column.Type == ZeekType.Interval => DurationText.Exact(seconds),
            _ => Of(value, column, zone),
        };

    /// <summary>As a filter or the clipboard wants it: never rounded, never defanged.</summary>
    public static string Raw(object? value, ColumnDefinition column) =>
        value switch
        {
            null => "",
            long time when IsTime(column) => Traffic.UnixTime.ToIso(time),
            bool truth => truth ? "true" : "false",
            string text => text,
            IEnumerable list => string.Join(',', list.Cast<object?>()),
            _ => Convert.ToString(value) ?? "",
        };

    public static bool IsRight(ColumnDefinition column) =>
        column.Container == ZeekContainer.None
        && column.Type is ZeekType.Count or ZeekType.Int or ZeekType.Double or ZeekType.Interval or ZeekType.Port;

    private static bool IsTime(ColumnDefinition column) =>
        column is { Type: ZeekType.Time, Container: ZeekContainer.None };

    private static bool IsBytes(ColumnDefinition column) =>
        column.Name.EndsWith("bytes", StringComparison.Ordinal)
        || column.Name.EndsWith("body_len", StringComparison.Ordinal)
        || column.Name is "size";

    /// <summary>Names by number: thousands separators would hide them.</summary>
    private static bool IsNumber(ColumnDefinition column) =>
        column.Name.EndsWith("frame", StringComparison.Ordinal)
        || column.Name is "line" or "trans_id" or "ip_proto" or "status_code" or "qclass" or "qtype" or "rcode";
}
