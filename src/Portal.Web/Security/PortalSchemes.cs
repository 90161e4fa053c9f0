namespace Portal.Web.Security;

/// <summary>How a request says who it is from.</summary>
internal static class PortalSchemes
{
    /// <summary>A bearer token when the request carries one, else the cookie.</summary>
    public const string Either = "CookieOrBearer";

    public const string Bearer = "Bearer";
}
