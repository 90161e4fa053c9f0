using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Cases.Accounts;
using Portal.Cases.Cases;
using Portal.Cases.Live;
using Portal.Cases.Paging;

namespace Portal.Web.Pages.Cases;

/// <summary>The cases of this person, the last changed first.</summary>
public sealed partial class CasesPage(CaseService service, CaseEvents events, IDialogService dialogs, TimeProvider time)
{
    /// <summary>All cases are followed, so that a burst of changes in one of them asks the database once.</summary>
    private static readonly TimeSpan s_gather = TimeSpan.FromMilliseconds(500);

    private bool _isReloadDue;
    private Page<CaseRow>? _cases;
    private IDisposable? _following;

    [SupplyParameterFromQuery]
    public string? Text { get; set; }

    protected override void OnInitialized() => _following = events.Subscribe(null, OnChanged);

    protected override async Task LoadAsync(Actor actor, CancellationToken cancellation) =>
        _cases = await service.ListAsync(actor, Text, new PageRequest(0, PageRequest.MaxTake), cancellation);

    protected override void Dispose(bool disposing)
    {
        _following?.Dispose();
        base.Dispose(disposing);
    }

    private static string CaseHref(CaseRow row) => $"/cases/{row.Id}";

    private void OnChanged(CaseChanged change)
    {
        if (change.Kind is not (CaseChangeKind.Presence or CaseChangeKind.Upload))
        {
            _ = InvokeAsync(ReloadSoonAsync);
        }
    }

    private async Task ReloadSoonAsync()
    {
        if (_isReloadDue || Leaving.IsCancellationRequested)
        {
            return;
        }
        _isReloadDue = true;
        await Task.Delay(s_gather, time, Leaving)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _isReloadDue = false;
        if (!Leaving.IsCancellationRequested)
        {
            await ReloadAsync();
            StateHasChanged();
        }
    }

    private void Search(string? text) => Go(values: ("text", text));

    private async Task NewAsync()
    {
        var dialog = await dialogs.ShowAsync<CaseDialog>(
            "New case",
            new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true }
        );
        if (await dialog.Result is { Canceled: false, Data: Case made })
        {
            Navigation.NavigateTo($"/cases/{made.Id}");
        }
    }
}
