namespace Portal.Web.Api;

/// <summary>
/// The report as the portal shows it: on a screen in the portal's own theme. What is printed or downloaded is paper, and
/// stays white.
/// </summary>
internal static class ReportPreview
{
    private const string Dark =
        ":root { color-scheme: dark; --ink: #e3e7eb; --quiet: #9ca6b1; --line: #2b3138; --page: #191d22; }";

    /// <param name="html">A report with the colours of paper.</param>
    /// <param name="theme"><c>light</c>, <c>dark</c>, or null for what the browser prefers.</param>
    public static string Of(string html, string? theme)
    {
        var media = theme switch
        {
            "light" => null,
            "dark" => "screen",
            _ => "screen and (prefers-color-scheme: dark)",
        };
        return media is null
            ? html
            : html.Replace("</head>", $"<style>@media {media} {{ {Dark} }}</style>\n</head>", StringComparison.Ordinal);
    }
}
