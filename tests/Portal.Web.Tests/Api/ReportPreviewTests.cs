using Portal.Web.Api;

namespace Portal.Web.Tests.Api;

public sealed class ReportPreviewTests
{
    private const string Paper =
        "<html><head><style>:root { --page: #fff; }</style></head><body>&lt;/head></body></html>";

    [Fact]
    public void In_the_light_theme_it_is_the_paper() => Assert.Equal(Paper, ReportPreview.Of(Paper, "light"));

    [Theory]
    [InlineData("dark", "@media screen { :root { color-scheme: dark;")]
    [InlineData(null, "@media screen and (prefers-color-scheme: dark) { :root { color-scheme: dark;")]
    public void It_is_dark_on_a_dark_screen_only(string? theme, string style)
    {
        var preview = ReportPreview.Of(Paper, theme);

        Assert.Contains(style, preview, StringComparison.Ordinal);
        Assert.True(
            preview.IndexOf("--page: #fff", StringComparison.Ordinal) < preview.IndexOf(style, StringComparison.Ordinal)
        );
    }
}
