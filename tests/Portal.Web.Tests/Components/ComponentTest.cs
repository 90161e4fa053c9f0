using Bunit;
using MudBlazor.Services;

namespace Portal.Web.Tests.Components;

/// <summary>What every test of a part needs: MudBlazor's services and a browser that accepts every call.</summary>
public abstract class ComponentTest : BunitContext
{
    protected ComponentTest()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
    }
}
