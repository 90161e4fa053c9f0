namespace Portal.Traffic.Flows;

/// <summary>How often something happened, and where first.</summary>
/// <param name="Name">snake_case, or the name of a protocol.</param>
/// <param name="Count">How often.</param>
/// <param name="FirstFrame">The first frame it happened in.</param>
public sealed record CountedName(string Name, long Count, long FirstFrame);
