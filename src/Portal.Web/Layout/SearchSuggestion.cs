namespace Portal.Web.Layout;

/// <summary>One way to follow what was typed into the global search.</summary>
public sealed record SearchSuggestion(string Title, string Href);
