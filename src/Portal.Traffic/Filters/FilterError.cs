namespace Portal.Traffic.Filters;

/// <summary>Why a filter was refused.</summary>
/// <param name="Column">From 1.</param>
/// <param name="Message">For the user.</param>
public sealed record FilterError(int Column, string Message);
