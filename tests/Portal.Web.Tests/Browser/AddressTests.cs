using Microsoft.Playwright;

namespace Portal.Web.Tests.Browser;

/// <summary>Addresses that are mistyped, and what is typed while the line is slow.</summary>
public sealed class AddressTests(PortalStage stage) : IClassFixture<PortalStage>
{
    [Fact]
    public async Task An_address_that_leads_nowhere_gets_a_page_of_the_portal()
    {
        await stage.ReadyAsync();
        var page = await stage.OpenSignedInAsync();
        var id = await PortalStage.NewCaseAsync(page, "Mistyped");
        foreach (
            var address in (string[])["/cases/doesnotexist", $"/cases/{id}/nopage", "/nopage", "/cases/99999999999"]
        )
        {
            var answer = await page.GotoAsync(address);
            Assert.Equal(404, answer!.Status);
            await page.GetByText("There is no such page").WaitForAsync();
        }
        await page.GotoAsync($"/cases/{id}/findings/nokey");
        await page.GetByText("Back to the findings of the case").WaitForAsync();
        await page.GotoAsync($"/cases/{id}/logs/nosuch");
        await page.GetByText("Back to the logs of the case").WaitForAsync();
        await page.GotoAsync($"/cases/{id}/packets?frame=abc");
        await page.GetByText("No captures yet").WaitForAsync();
        await page.GotoAsync($"/cases/{id}/notes?note=abc");
        await page.GetByText("is not the number of a note").WaitForAsync();
        await page.GotoAsync($"/cases/{id}/activity?skip=abc");
        await page.GetByText("is not the number of an entry").WaitForAsync();
        Assert.DoesNotContain("Unhandled", stage.Server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Letters_typed_over_a_slow_line_all_stay()
    {
        await stage.ReadyAsync();
        var page = await stage.OpenSignedInAsync();
        await page.RouteWebSocketAsync(
            "**/_blazor**",
            socket =>
            {
                var server = socket.ConnectToServer();
                var (there, back) = (new SlowLine(), new SlowLine());
                socket.OnMessage(frame => there.Carry(() => Send(server, frame)));
                server.OnMessage(frame => back.Carry(() => Send(socket, frame)));
            }
        );
        var id = await PortalStage.NewCaseAsync(page, "Slow line");
        await page.GotoAsync($"/cases/{id}/indicators");
        const string Typed = "10.1.5.42 and more";
        foreach (var box in (string[])["#global-search", "[aria-label='Value contains']"])
        {
            await page.ClickAsync(box);
            await page.Locator(box).PressSequentiallyAsync(Typed, new LocatorPressSequentiallyOptions { Delay = 35 });
            await Task.Delay(400);
            Assert.Equal(Typed, await page.InputValueAsync(box));
            await page.Keyboard.PressAsync("Escape");
            await Task.Delay(400);
        }
        await page.GotoAsync($"/cases/{id}/timeline");
        await page.Locator("h1").WaitForAsync();
        await page.Keyboard.PressAsync("n");
        await page.Locator("#event-time:focus").WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Locator(".mud-dialog")
            .WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
    }

    private static void Send(IWebSocketRoute route, IWebSocketFrame frame)
    {
        if (frame.Binary is { } bytes)
        {
            route.Send(bytes);
        }
        else
        {
            route.Send(frame.Text!);
        }
    }

    /// <summary>One direction of a line: everything comes some 60 ms later, in its order.</summary>
    private sealed class SlowLine
    {
        private readonly Lock _lock = new();
        private Task _last = Task.CompletedTask;

        public void Carry(Action send)
        {
            var wait = Task.Delay(60);
            lock (_lock)
            {
                _last = AfterAsync(_last, wait, send);
            }
        }

        private static async Task AfterAsync(Task last, Task wait, Action send)
        {
            await last;
            await wait;
            send();
        }
    }
}
