using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Cases.Accounts;
using Portal.Cases.Refusals;
using Portal.Web.Components.States;

namespace Portal.Web.Layout;

/// <summary>
/// What pages have in common: they load, fail in words, load again, and do things in the name of the person. Loads never
/// overlap: one that is asked for meanwhile follows the running one.
/// </summary>
public abstract class PortalPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private bool _isLoading;
    private bool _isStale;

    [CascadingParameter(Name = "Zone")]
    public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    [Inject]
    protected CurrentActor Me { get; set; } = null!;

    [Inject]
    protected NavigationManager Navigation { get; set; } = null!;

    [Inject]
    protected ISnackbar Snackbar { get; set; } = null!;

    [Inject]
    private ILoggerFactory Loggers { get; set; } = null!;

    /// <summary>Null while nothing is wrong.</summary>
    protected PageProblem? Problem { get; private set; }

    /// <summary>Content was loaded once; it stays while it is loaded again.</summary>
    protected bool IsLoaded { get; set; }

    /// <summary>Cancelled when the page is left.</summary>
    protected CancellationToken Leaving => _leaving.Token;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _leaving.Cancel();
            _leaving.Dispose();
        }
    }

    protected override Task OnParametersSetAsync() => ReloadAsync();

    /// <summary>Reads everything that the page shows; called again after changes.</summary>
    protected abstract Task LoadAsync(Actor actor, CancellationToken cancellation);

    protected async Task ReloadAsync()
    {
        _isStale = true;
        if (_isLoading)
        {
            return;
        }
        _isLoading = true;
        var leaving = _leaving.Token;
        try
        {
            // What changed while a load failed may be why it failed: it is tried again all the same.
            while (_isStale && !leaving.IsCancellationRequested)
            {
                _isStale = false;
                await TryLoadAsync(leaving);
            }
        }
        finally
        {
            _isLoading = false;
        }
    }

    private async Task TryLoadAsync(CancellationToken leaving)
    {
        Problem = null;
        try
        {
            await LoadAsync(await Me.GetAsync(), leaving);
            IsLoaded = true;
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // The page was left; there is nobody to show anything to.
        }
        catch (RefusedException refused)
        {
            Problem = new PageProblem(
                refused.Message,
                IsFinal: refused.Reason is Refusal.NotFound or Refusal.Forbidden
            );
        }
        catch (Exception exception)
        {
            Log(exception);
            Problem = new PageProblem(
                "This page could not be loaded",
                $"{exception.GetType().Name}: {exception.Message}"
            );
        }
    }

    /// <summary>
    /// Does something in the name of the person and says in a line what came out; a refusal is shown, not thrown. False
    /// when it was refused or failed.
    /// </summary>
    protected async Task<bool> DoAsync(Func<Actor, CancellationToken, Task> action, string? done = null)
    {
        try
        {
            await action(await Me.GetAsync(), _leaving.Token);
            if (done is not null)
            {
                Snackbar.Add(done, MudBlazor.Severity.Success);
            }
            return true;
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return false;
        }
        catch (RefusedException refused)
        {
            Snackbar.Add(refused.Message, MudBlazor.Severity.Warning);
            return false;
        }
        catch (Exception exception)
        {
            Log(exception);
            Snackbar.Add($"That failed: {exception.Message}", MudBlazor.Severity.Error);
            return false;
        }
    }

    /// <summary>Goes to the same page with other values in its address; null takes a value out.</summary>
    protected void Go(bool replace = false, params (string Name, object? Value)[] values) =>
        Navigation.NavigateTo(
            Navigation.GetUriWithQueryParameters(
                values.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal)
            ),
            replace: replace
        );

    private void Log(Exception exception) =>
        Loggers.CreateLogger(GetType()).LogError(exception, "The page {Address} failed", Navigation.Uri);
}
