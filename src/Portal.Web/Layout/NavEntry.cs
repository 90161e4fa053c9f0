namespace Portal.Web.Layout;

/// <summary>A line of the rail.</summary>
/// <param name="Segment">What follows <c>/cases/{id}/</c>; empty for the overview.</param>
public sealed record NavEntry(string Title, int Order, char Key, string Segment)
{
    public string Href(int caseId) => Segment.Length == 0 ? $"/cases/{caseId}" : $"/cases/{caseId}/{Segment}";
}
