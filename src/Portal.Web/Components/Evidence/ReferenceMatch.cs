namespace Portal.Web.Components.Evidence;

/// <summary>A reference in a text, and the page that it leads to.</summary>
/// <param name="Start">Of the name, in characters.</param>
/// <param name="Length">Up to the end of the number.</param>
public readonly record struct ReferenceMatch(int Start, int Length, string Href);
