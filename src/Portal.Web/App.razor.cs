using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Portal.Web.Layout;

namespace Portal.Web;

/// <summary>The document around every page.</summary>
public sealed partial class App
{
    /// <summary>No prerendering: a page asks the stores once, not twice, and its state lives in one place.</summary>
    private static readonly InteractiveServerRenderMode s_interactive = new(prerender: false);

    [CascadingParameter]
    private HttpContext? Http { get; set; }

    /// <summary>Sign-in pages write cookies, so they are plain HTML; everything else is a circuit.</summary>
    private IComponentRenderMode? Mode => Http is null || Http.AcceptsInteractiveRouting() ? s_interactive : null;

    /// <summary>From the browser's cookie; null leaves the choice to the browser's preference.</summary>
    private string? Theme => Http?.Request.Cookies[ThemeChoice.Cookie] is { } value ? ThemeChoice.Known(value) : null;
}
