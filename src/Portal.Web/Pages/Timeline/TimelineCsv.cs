using System.Text;
using Portal.Cases.Timeline;
using Portal.Traffic;
using Portal.Web.Components.Values;
using Portal.Web.Pages.Findings;

namespace Portal.Web.Pages.Timeline;

/// <summary>The timeline as CSV, with the columns that Timesketch asks for first.</summary>
public static class TimelineCsv
{
    /// <param name="verdictOf">What the team says of an event's finding; null for an event without one.</param>
    public static string Of(IEnumerable<TimelineEvent> events, Func<TimelineEvent, TimelineVerdict?> verdictOf)
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
            "author",
            "state",
            "judged_by"
        );
        foreach (var item in events)
        {
            var verdict = verdictOf(item);
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
                item.CreatedBy,
                verdict is null ? null : JudgementWords.Of(verdict.State),
                verdict?.By
            );
        }
        return text.ToString();
    }
}
