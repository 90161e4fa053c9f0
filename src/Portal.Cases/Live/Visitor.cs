namespace Portal.Cases.Live;

/// <param name="Place">The page that is open, for example <c>findings</c>.</param>
public sealed record Visitor(string UserId, string Name, string Place);
