using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Portal.Web.Layout;

/// <summary>
/// Moves the focus to the heading of a page that was just opened, so that it is read out; never out of a box of that page
/// in which somebody types already.
/// </summary>
public sealed class FocusOnPage : ComponentBase
{
    private Type? _focused;

    [Parameter, EditorRequired]
    public Type Page { get; set; } = null!;

    [Inject]
    private Browser Browser { get; set; } = null!;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focused == Page)
        {
            return;
        }
        var isFirst = _focused is null;
        _focused = Page;
        try
        {
            await Browser.FocusHeadingAsync(isFirst);
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone.
        }
    }
}
