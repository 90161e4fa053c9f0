namespace Portal.Cases.Accounts;

/// <summary>Who does something: a signed-in person, or the portal itself in its background work.</summary>
public sealed record Actor(string UserId, string Name)
{
    /// <summary>Background work; not bound by membership.</summary>
    public static Actor Portal { get; } = new("", "portal");

    public bool IsPortal => ReferenceEquals(this, Portal);
}
