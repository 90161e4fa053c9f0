using Microsoft.AspNetCore.Components;
using Portal.Cases.Live;

namespace Portal.Web.Layout;

/// <summary>A page of one case: it follows what others change and loads itself again.</summary>
public abstract class CasePage : PortalPage
{
    /// <summary>Gathers the changes of one action, and is far below what a person notices.</summary>
    private static readonly TimeSpan s_gather = TimeSpan.FromMilliseconds(150);

    private IDisposable? _following;
    private int _followed;
    private bool _isReloadDue;

    [Parameter]
    public int CaseId { get; set; }

    [Inject]
    private CaseEvents Events { get; set; } = null!;

    [Inject]
    protected TimeProvider Time { get; set; } = null!;

    /// <summary>Whether what the page shows depends on it.</summary>
    protected abstract bool Follows(CaseChangeKind kind);

    protected override Task OnParametersSetAsync()
    {
        if (_followed != CaseId)
        {
            _following?.Dispose();
            _following = Events.Subscribe(CaseId, OnChanged);
            _followed = CaseId;
            IsLoaded = false;
        }
        return base.OnParametersSetAsync();
    }

    /// <summary>Called on the circuit before the page loads itself again; for marking what is new.</summary>
    protected virtual void Noticed(CaseChanged change) { }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _following?.Dispose();
        }
        base.Dispose(disposing);
    }

    private void OnChanged(CaseChanged change)
    {
        if (Follows(change.Kind))
        {
            _ = InvokeAsync(() => ReloadSoonAsync(change));
        }
    }

    private async Task ReloadSoonAsync(CaseChanged change)
    {
        Noticed(change);
        if (_isReloadDue)
        {
            return;
        }
        _isReloadDue = true;
        try
        {
            await Task.Delay(s_gather, Time, Leaving);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        finally
        {
            _isReloadDue = false;
        }
        await ReloadAsync();
        StateHasChanged();
    }
}
