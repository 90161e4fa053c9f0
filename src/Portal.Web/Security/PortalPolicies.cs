namespace Portal.Web.Security;

/// <summary>Names of authorization policies, for pages and endpoints.</summary>
public static class PortalPolicies
{
    /// <summary>May invite, disable and help the other accounts.</summary>
    public const string Administrator = "Administrator";
}
