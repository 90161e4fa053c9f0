namespace Portal.Web.Layout;

/// <summary>Light, dark, or as the browser prefers; remembered in a cookie so that the first paint is right.</summary>
public static class ThemeChoice
{
    public const string Cookie = "portal-theme";

    /// <summary>The value if it is one that the style sheets know; null for "as the browser prefers".</summary>
    public static string? Known(string? value) => value is "light" or "dark" ? value : null;
}
