using Portal.Cases.Timeline;

namespace Portal.Web.Pages.Timeline;

/// <summary>Which events of the timeline are shown.</summary>
public sealed record TimelineFilter(string? Text, string? Category, string? Host)
{
    public bool IsEmpty => string.IsNullOrWhiteSpace(Text) && Category is null && Host is null;

    public bool Passes(TimelineEvent item) =>
        (
            string.IsNullOrWhiteSpace(Text)
            || item.Title.Contains(Text, StringComparison.OrdinalIgnoreCase)
            || item.Text.Contains(Text, StringComparison.OrdinalIgnoreCase)
            || item.Hosts.Any(host => host.Contains(Text, StringComparison.OrdinalIgnoreCase))
        )
        && (Category is null || item.Category == Category)
        && (Host is null || item.Hosts.Contains(Host));
}
