using Microsoft.Playwright;

namespace Portal.Web.Tests.Browser;

/// <summary>Lets the first chunks of an upload through and holds the next: a local line is too fast to be cut by luck.</summary>
internal sealed class HalfwayGate
{
    private const int FreeChunks = 2;

    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _chunks;

    /// <summary>Some chunks are there, others are not.</summary>
    public Task Reached => _reached.Task.WaitAsync(TimeSpan.FromMinutes(4));

    public static async Task<HalfwayGate> CloseAsync(IPage page)
    {
        var gate = new HalfwayGate();
        await page.RouteAsync("**/uploads/*?offset=*", gate.PassAsync);
        return gate;
    }

    public void Open() => _opened.TrySetResult();

    private async Task PassAsync(IRoute route)
    {
        if (Interlocked.Increment(ref _chunks) > FreeChunks)
        {
            _reached.TrySetResult();
            await _opened.Task;
        }
        try
        {
            await route.ContinueAsync();
        }
        catch (PlaywrightException)
        {
            // The page has gone on without this chunk.
        }
    }
}
