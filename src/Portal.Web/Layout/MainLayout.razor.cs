using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;
using Portal.Cases.Live;
using Portal.Traffic;
using Portal.Web.Components.Times;

namespace Portal.Web.Layout;

/// <summary>The frame around every interactive page: it follows the open case and shows what changes in it.</summary>
public sealed partial class MainLayout : IDisposable
{
    private static readonly Dictionary<string, long> s_none = new(StringComparer.Ordinal);

    /// <summary>Counts may lag behind the pages a little; a burst of changes asks the database once.</summary>
    private static readonly TimeSpan s_gather = TimeSpan.FromMilliseconds(300);

    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<(int Id, string Name)> _others = [];
    private ErrorBoundary? _boundary;
    private int? _caseId;
    private IDisposable? _following;
    private IDisposable? _visit;
    private bool _isRefreshDue;

    [Inject]
    private ShellState Shell { get; set; } = null!;

    [Inject]
    private ShellQuery Query { get; set; } = null!;

    [Inject]
    private CurrentActor Me { get; set; } = null!;

    [Inject]
    private CaseEvents Events { get; set; } = null!;

    [Inject]
    private CasePresence Presence { get; set; } = null!;

    [Inject]
    private UploadDesk Desk { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private string ZoneText => TimeText.Zone(UnixTime.FromDateTimeOffset(Time.GetUtcNow()), Shell.Zone);

    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        _following?.Dispose();
        _visit?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnLocationChanged;
        await FollowAsync(Navigation.Uri);
    }

    protected override void OnParametersSet() => _boundary?.Recover();

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change) =>
        _ = InvokeAsync(() => FollowAsync(change.Location));

    /// <summary>Announces this person where they are now, and follows the case when it is another one.</summary>
    private async Task FollowAsync(string address)
    {
        var path = Navigation.ToBaseRelativePath(address);
        var caseId = CaseAddress.CaseOf(path);
        var isOther = caseId != _caseId;
        _caseId = caseId;
        if (isOther)
        {
            _following?.Dispose();
            _following = caseId is { } followed ? Events.Subscribe(followed, OnChanged) : null;
            Shell.Show(null);
        }
        await RefreshAsync();
        await Desk.FollowAsync(Shell.Case?.Id);
        _visit?.Dispose();
        _visit = null;
        if (caseId is { } id && Shell.Case is not null)
        {
            var actor = await Me.GetAsync();
            var place = CaseAddress.PlaceOf(path);
            _visit = Presence.Enter(id, actor.UserId, actor.Name, place.Length == 0 ? "overview" : place);
        }
        StateHasChanged();
    }

    private async Task RefreshAsync()
    {
        if (_caseId is not { } caseId)
        {
            return;
        }
        try
        {
            var actor = await Me.GetAsync();
            Shell.Show(await Query.FindAsync(caseId, actor, _leaving.Token));
            _others = await Query.OthersAsync(caseId, actor, _leaving.Token);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // The browser has gone.
        }
    }

    private void OnChanged(CaseChanged change) => _ = InvokeAsync(RefreshSoonAsync);

    private async Task RefreshSoonAsync()
    {
        if (_isRefreshDue || _leaving.IsCancellationRequested)
        {
            return;
        }
        _isRefreshDue = true;
        await Task.Delay(s_gather, Time, _leaving.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _isRefreshDue = false;
        if (!_leaving.IsCancellationRequested)
        {
            await RefreshAsync();
            StateHasChanged();
        }
    }

    private async Task HelpAsync() =>
        await Dialogs.ShowAsync<KeyHelpDialog>(
            "Keys",
            new DialogOptions { MaxWidth = MaxWidth.Medium, CloseOnEscapeKey = true }
        );
}
