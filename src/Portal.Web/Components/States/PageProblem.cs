namespace Portal.Web.Components.States;

/// <summary>Why a page cannot show its content.</summary>
/// <param name="Title">What happened, as a sentence.</param>
/// <param name="Detail">For a bug report; null when the title says it all.</param>
/// <param name="IsFinal">Trying again would not help.</param>
public sealed record PageProblem(string Title, string? Detail = null, bool IsFinal = false);
