using Microsoft.JSInterop;

namespace Portal.Web.Layout;

/// <summary>What only the browser of this circuit can do.</summary>
public sealed class Browser(IJSRuntime js) : IAsyncDisposable
{
    private Task<IJSObjectReference>? _module;

    /// <summary><c>light</c>, <c>dark</c>, or null for the browser's preference; remembered in the browser.</summary>
    public ValueTask SetThemeAsync(string? theme) => CallAsync("setTheme", theme);

    /// <summary>Starts a download of one of our own addresses.</summary>
    public ValueTask DownloadAsync(string address) => CallAsync("download", address);

    /// <summary>Saves a small text as a file.</summary>
    public ValueTask SaveAsync(string name, string text, string type) => CallAsync("save", name, text, type);

    /// <summary>Moves the focus to the heading, unless somebody types in the page already.</summary>
    /// <param name="isFirst">Of this visit: then what has the focus anywhere was chosen by the person.</param>
    public ValueTask FocusHeadingAsync(bool isFirst) => CallAsync("focusHeading", isFirst);

    /// <summary>Brings a row of a virtualised list into view.</summary>
    public ValueTask ScrollRowsAsync(string container, long index, int rowHeight) =>
        CallAsync("scrollRows", container, index, rowHeight);

    public async ValueTask DisposeAsync()
    {
        if (_module is not { IsCompletedSuccessfully: true })
        {
            return;
        }
        try
        {
            await (await _module).DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone and took the module with it.
        }
    }

    private async ValueTask CallAsync(string name, params object?[] arguments)
    {
        _module ??= js.InvokeAsync<IJSObjectReference>("import", "./js/portal.js").AsTask();
        await (await _module).InvokeVoidAsync(name, arguments);
    }
}
