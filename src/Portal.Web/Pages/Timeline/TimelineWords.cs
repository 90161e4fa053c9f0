using Portal.Cases.Findings;
using Portal.Cases.Timeline;

namespace Portal.Web.Pages.Timeline;

/// <summary>Where an event of the timeline comes from, and what the team says of it now.</summary>
public static class TimelineWords
{
    /// <param name="verdict">Of its finding; null for an event without one.</param>
    public static string Of(TimelineEvent item, TimelineVerdict? verdict)
    {
        var origin =
            item.IsByHand ? $"by {item.CreatedBy}"
            : verdict is null or { State: FindingState.New } ? $"proposed by {item.CreatedBy}"
            : null;
        return string.Join(
            ", ",
            new[]
            {
                origin,
                item.TypedTime is { } typed ? $"typed as {typed}" : null,
                verdict is null ? null : Judged(verdict),
                verdict is { IsCurrent: false } ? "not found by the last analysis" : null,
            }.OfType<string>()
        );
    }

    private static string? Judged(TimelineVerdict verdict) =>
        verdict.State switch
        {
            FindingState.Confirmed => $"✓ confirmed by {By(verdict)}",
            FindingState.Dismissed => $"✕ dismissed by {By(verdict)}",
            FindingState.NeedsData => $"? needs more data, says {By(verdict)}",
            _ => "not judged yet",
        };

    private static string By(TimelineVerdict verdict) => verdict.By ?? "the team";
}
