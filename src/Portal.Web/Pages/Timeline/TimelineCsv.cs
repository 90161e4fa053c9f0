using System.Text;
using Portal.Cases.Timeline;
using Portal.Traffic;
using Portal.Web.Components.Values;

namespace Portal.Web.Pages.Timeline;

/// <summary>The timeline as CSV, with the columns that Timesketch asks for first.</summary>
public static class TimelineCsv
{
    public static string Of(IEnumerable<TimelineEvent> events)
    {
        var text = new StringBuilder();
        CsvText.Row(
            text,
            "datetime",
            "timestamp_desc",
            "message",
            "end",
            "category",
            "severity",
            "hosts",
            "finding",
            "text",
            "typed_time",
            "author"
        );
        foreach (var item in events)
        {
            CsvText.Row(
                text,
                UnixTime.ToIso(item.Time),
                item.FindingKey is null ? "Event" : "Finding",
                item.Title,
                item.EndTime is { } end ? UnixTime.ToIso(end) : "",
                item.Category,
                item.Severity?.ToString().ToLowerInvariant(),
                string.Join(' ', item.Hosts),
                item.FindingKey,
                item.Text,
                item.TypedTime,
                item.CreatedBy
            );
        }
        return text.ToString();
    }
}
