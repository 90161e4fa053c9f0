using Microsoft.Playwright;

namespace Portal.Web.Tests.Browser;

/// <summary>Pictures of what tests saw, when <c>PORTAL_SHOTS</c> names a folder for them.</summary>
internal static class Shots
{
    public static async Task TakeAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("PORTAL_SHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png") });
        }
    }
}
