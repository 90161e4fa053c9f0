using Bunit;
using Portal.Web.Components.Values;

namespace Portal.Web.Tests.Components.Values;

public sealed class MarkdownTests : ComponentTest
{
    private IRenderedComponent<MarkdownText> Show(string markdown) =>
        Render<MarkdownText>(parts => parts.Add(part => part.Value, markdown));

    [Fact]
    public void Ordinary_markdown_becomes_html() =>
        Assert.Equal("bold", Show("some **bold** text\n\n| a | b |\n|---|---|\n| 1 | 2 |").Find("strong").TextContent);

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("![tracker](http://evil.example/pixel.png)")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("[x](data:text/html,<script>alert(1)</script>)")]
    [InlineData("[x](//evil.example/a)")]
    public void Nothing_in_it_runs_or_is_fetched(string markdown)
    {
        var shown = Show(markdown);

        Assert.Empty(shown.FindAll("script, img, iframe"));
        Assert.DoesNotContain(shown.FindAll("a"), link => (link.GetAttribute("href") ?? "").Length > 0);
    }

    [Fact]
    public void Links_to_our_own_pages_and_the_web_stay() =>
        Assert.Equal(
            ["/cases/7/packets?frame=1", "https://attack.mitre.org/"],
            Show("[frame](/cases/7/packets?frame=1) <https://attack.mitre.org/>")
                .FindAll("a")
                .Select(link => link.GetAttribute("href"))
        );

    [Fact]
    public void Hidden_characters_are_made_visible() =>
        Assert.Contains("<U+202E>", Show("a\u202Eb").Find("p").TextContent, StringComparison.Ordinal);
}
