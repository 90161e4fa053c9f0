using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;
using Portal.Traffic;
using Portal.Web.Components.Times;

namespace Portal.Web.Layout;

/// <summary>The frame around every interactive page: it follows the open case and shows what changes in it.</summary>
public sealed partial class MainLayout(
    ShellState shell,
    IDialogService dialogs,
    NavigationManager navigation,
    TimeProvider time
) : IDisposable
{
    private static readonly Dictionary<string, long> s_none = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<(int Id, string Name)> _others = [];
    private ErrorBoundary? _boundary;
    private int? _caseId;

    private string ZoneText => TimeText.Zone(UnixTime.FromDateTimeOffset(time.GetUtcNow()), shell.Zone);

    public void Dispose() => navigation.LocationChanged -= Follow;

    protected override void OnInitialized()
    {
        navigation.LocationChanged += Follow;
        _caseId = CaseAddress.CaseOf(navigation.ToBaseRelativePath(navigation.Uri));
    }

    protected override void OnParametersSet() => _boundary?.Recover();

    private void Follow(object? sender, LocationChangedEventArgs change) =>
        _caseId = CaseAddress.CaseOf(navigation.ToBaseRelativePath(change.Location));

    private async Task HelpAsync() =>
        await dialogs.ShowAsync<KeyHelpDialog>(
            "Keys",
            new DialogOptions { MaxWidth = MaxWidth.Medium, CloseOnEscapeKey = true }
        );
}
