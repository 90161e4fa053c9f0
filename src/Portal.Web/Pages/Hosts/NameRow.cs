namespace Portal.Web.Pages.Hosts;

/// <summary>A name of a host with where it was seen.</summary>
/// <param name="Table">The table that says so.</param>
/// <param name="Times">How often.</param>
public sealed record NameRow(string Name, string Table, long Times, long FirstTime, long LastTime);
