using Microsoft.Playwright;
using Portal.Samples;

namespace Portal.Web.Tests.Browser;

/// <summary>
/// A server on an empty data directory and a Chromium to look at it with. Tests that use it are skipped with the reason
/// where there is no Chromium.
/// </summary>
public sealed class PortalStage : IAsyncLifetime
{
    public const string Password = "correct horse battery staple";

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private PortalServer? _server;

    public string DataDirectory { get; } = Directory.CreateTempSubdirectory("portal-stage-").FullName;

    public PortalServer Server => _server!;

    /// <summary>Cookies of the first administrator, for further windows of the same person.</summary>
    public string? SignedIn { get; private set; }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Starts everything once; call it first in every test.</summary>
    public async Task ReadyAsync(params string[] arguments)
    {
        var chromium = Environment.GetEnvironmentVariable("PORTAL_CHROMIUM") ?? Tool.Find("chromium");
        Assert.SkipWhen(chromium is null, "chromium is not installed");
        if (_server is not null)
        {
            return;
        }
        _server = await PortalServer.StartAsync(DataDirectory, arguments: arguments);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = chromium, Args = ["--no-sandbox", "--disable-gpu"] }
        );
    }

    /// <summary>Kills the server as a power cut would and starts it again on the same address and data.</summary>
    public async Task RestartAsync()
    {
        var address = Server.Address;
        await Server.KillAsync();
        await Server.DisposeAsync();
        _server = await PortalServer.StartAsync(DataDirectory, address);
    }

    /// <summary>A window with cookies of its own.</summary>
    public async Task<IPage> OpenAsync(string? storageState = null, string scheme = "light")
    {
        var context = await _browser!.NewContextAsync(
            new BrowserNewContextOptions
            {
                BaseURL = Server.Address,
                ViewportSize = new ViewportSize { Width = 1440, Height = 900 },
                StorageState = storageState,
                ColorScheme = scheme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
                AcceptDownloads = true,
            }
        );
        // A wait ends as soon as what it waits for is there; the bound is for a machine that has much else to do.
        context.SetDefaultTimeout(120_000);
        return await context.NewPageAsync();
    }

    /// <summary>A window of the first administrator, who is made by the set-up link the first time.</summary>
    public async Task<IPage> OpenSignedInAsync(string scheme = "light")
    {
        if (SignedIn is null)
        {
            var first = await OpenAsync();
            await first.GotoAsync(await Server.SetUpLinkAsync());
            await first.FillAsync("#user", "ada");
            await first.FillAsync("#name", "Ada Admin");
            await first.FillAsync("#password", Password);
            await first.FillAsync("#repeated", Password);
            await first.ClickAsync("button[type=submit]");
            await first.Locator("h1", new PageLocatorOptions { HasTextString = "Cases" }).WaitForAsync();
            SignedIn = await first.Context.StorageStateAsync();
            await first.Context.CloseAsync();
        }
        return await OpenAsync(SignedIn, scheme);
    }

    /// <summary>Makes a case through its dialog and leaves the window on its overview; returns its number in addresses.</summary>
    public static async Task<int> NewCaseAsync(IPage page, string name)
    {
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "New case" }).First.ClickAsync();
        await page.FillAsync("#case-name", name);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Open the case" }).ClickAsync();
        await page.Locator(".rail").WaitForAsync();
        await page.WaitForURLAsync("**/cases/*");
        return int.Parse(new Uri(page.Url).AbsolutePath.Split('/')[2]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }
        _playwright?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
        RemoveReadOnly(DataDirectory);
        Directory.Delete(DataDirectory, recursive: true);
    }

    /// <summary>Sealed evidence is read-only, which some systems take for a reason not to delete it.</summary>
    private static void RemoveReadOnly(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }
    }
}
