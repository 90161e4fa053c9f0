namespace Portal.Web.Security;

/// <summary>Where to go after signing in: never to another site.</summary>
internal static class LocalAddress
{
    /// <summary>The address itself if it is a path of this site, else the start page.</summary>
    public static string Of(string? address) =>
        address is ['/', ..] and not ['/', '/' or '\\', ..] && !address.Any(char.IsControl) ? address : "/";
}
