using Microsoft.Playwright;

namespace Portal.Web.Tests.Browser;

/// <summary>The first minute of the first person: set-up link, account, first case, every page of it, both themes.</summary>
public sealed class FirstMinuteTests(PortalStage stage) : IClassFixture<PortalStage>
{
    [Fact]
    public async Task Every_page_of_an_empty_case_says_what_would_be_there()
    {
        await stage.ReadyAsync();
        var page = await stage.OpenSignedInAsync();
        var errors = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                errors.Add($"{page.Url}: {message.Text}");
            }
        };
        var id = await PortalStage.NewCaseAsync(page, "Beaconing workstation");
        await Shots.TakeAsync(page, "overview-empty");
        var links = page.Locator(".rail a");
        Assert.True(await links.CountAsync() >= 7);
        for (var at = 0; at < await links.CountAsync(); at++)
        {
            await links.Nth(at).ClickAsync();
            await page.Locator("main h1, main h2").First.WaitForAsync();
            await page.Locator(".skeleton")
                .First.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
            Assert.Equal(0, await page.Locator("main [role=alert]").CountAsync());
            await Shots.TakeAsync(page, $"empty-{at:00}");
        }
        Assert.StartsWith($"/cases/{id}", new Uri(page.Url).AbsolutePath, StringComparison.Ordinal);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Keys_lead_to_pages_and_show_their_help()
    {
        await stage.ReadyAsync();
        var page = await stage.OpenSignedInAsync("dark");
        await PortalStage.NewCaseAsync(page, "Keys");
        await page.Locator(".rail").WaitForAsync();
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("f");
        await page.WaitForURLAsync("**/findings");
        await page.Keyboard.PressAsync("?");
        await page.Locator(".mud-dialog").WaitForAsync();
        await Shots.TakeAsync(page, "keys-dark");
        Assert.Contains("Findings", await page.Locator(".mud-dialog").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_theme_is_remembered_by_the_browser()
    {
        await stage.ReadyAsync();
        var page = await stage.OpenSignedInAsync();
        await page.GotoAsync("/");
        await page.ClickAsync(".topbar [title='Light or dark']");
        await page.GetByText("Dark", new PageGetByTextOptions { Exact = true }).ClickAsync();
        await page.Locator("html[data-theme=dark]").WaitForAsync();
        await page.ReloadAsync();
        Assert.Equal("dark", await page.GetAttributeAsync("html", "data-theme"));
        await page.Locator("h1").WaitForAsync();
        await Shots.TakeAsync(page, "cases-dark");
    }
}
