using Microsoft.AspNetCore.Identity;

namespace Portal.Cases.Accounts;

/// <summary>A person who signs in.</summary>
public sealed class PortalUser : IdentityUser
{
    /// <summary>As shown to the others.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>May invite and disable people; sees no case without being its member.</summary>
    public bool IsAdministrator { get; set; }

    /// <summary>Keeps the person's history but lets nobody in.</summary>
    public bool IsDisabled { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
