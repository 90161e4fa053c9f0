using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace Portal.Web.Tests.Security;

public sealed class HeadersTests
{
    [Fact]
    public async Task Scripts_come_from_our_files_only_and_the_inline_import_map_by_its_nonce()
    {
        await using var server = new TestServer();
        using var browser = server.Browser();

        var answer = await browser.GetAsync("/account/login");

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        var nonce = Regex.Match(policy, "'nonce-([^']+)'").Groups[1].Value;
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        var inline = Regex.Matches(page, "<script(?![^>]*src=)[^>]*>");
        Assert.NotEmpty(inline);
        Assert.All(
            inline,
            script =>
                Assert.Contains(
                    $"nonce=\"{WebUtility.HtmlEncode(nonce)}\"",
                    script.Value.Replace("&#x2B;", "+", StringComparison.Ordinal),
                    StringComparison.Ordinal
                )
        );
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "http://evil.example")]
    public async Task A_change_that_comes_from_another_site_is_refused(string header, string value)
    {
        await using var server = new TestServer();
        using var ann = await server.SetUpAsync();
        ann.DefaultRequestHeaders.Add(header, value);

        var answer = await ann.PostAsJsonAsync("/api/v1/cases", new { name = "forged" });

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Static_files_and_health_need_no_account_and_everything_else_does()
    {
        await using var server = new TestServer();
        (await server.SetUpAsync()).Dispose();
        using var browser = server.Browser();

        foreach (
            var open in new[]
            {
                "/health",
                "/css/base.css",
                "/_content/MudBlazor/MudBlazor.min.css",
                "/_framework/blazor.web.js",
                "/openapi/v1.json",
            }
        )
        {
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(open)).StatusCode);
        }
        Assert.Equal(HttpStatusCode.Found, (await browser.GetAsync("/")).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await browser.GetAsync("/cases/1")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/v1/cases")).StatusCode);
    }
}
