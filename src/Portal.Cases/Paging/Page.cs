namespace Portal.Cases.Paging;

/// <summary>A window of a list and the length of the whole list.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, int Total, int Skip);
