using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Portal.Web.Layout;

/// <summary>The uploads of this browser: they go on while the person walks through the pages of the case.</summary>
public sealed class UploadDesk(IJSRuntime js, NavigationManager navigation) : IAsyncDisposable
{
    private readonly List<Action> _listeners = [];
    private IJSObjectReference? _module;
    private DotNetObjectReference<UploadDesk>? _self;
    private int _caseId;

    /// <summary>Of the open case, in the order in which they were added.</summary>
    public IReadOnlyList<LocalUpload> Uploads { get; private set; } = [];

    /// <summary>Takes files that are dropped from now on for this case; null for none.</summary>
    public async Task FollowAsync(int? caseId)
    {
        if (_caseId == (caseId ?? 0))
        {
            return;
        }
        _caseId = caseId ?? 0;
        Uploads = [];
        _module ??= await js.InvokeAsync<IJSObjectReference>("import", "./js/upload.js");
        _self ??= DotNetObjectReference.Create(this);
        await _module.InvokeVoidAsync(caseId is null ? "detach" : "attach", _self, _caseId, true);
    }

    public ValueTask CancelAsync(int id) => CallAsync("cancel", id);

    public ValueTask RetryAsync(int id) => CallAsync("retry", id);

    /// <summary>Forgets the uploads that have ended, however they ended.</summary>
    public ValueTask ClearAsync() => CallAsync("clear");

    [JSInvokable]
    public void UploadsChanged(IReadOnlyList<LocalUpload> uploads)
    {
        Uploads = uploads;
        foreach (var listener in _listeners.ToArray())
        {
            listener();
        }
    }

    /// <summary>Files were dropped somewhere on a page of the case: show what becomes of them.</summary>
    [JSInvokable]
    public void Dropped()
    {
        var path = navigation.ToBaseRelativePath(navigation.Uri);
        if (_caseId > 0 && CaseAddress.PlaceOf(path) != "evidence")
        {
            navigation.NavigateTo($"/cases/{_caseId}/evidence");
        }
    }

    /// <summary>Called after every change, on the circuit, until disposed.</summary>
    public IDisposable Subscribe(Action listener)
    {
        _listeners.Add(listener);
        return new Subscription(_listeners, listener);
    }

    public async ValueTask DisposeAsync()
    {
        _self?.Dispose();
        if (_module is not null)
        {
            try
            {
                await _module.DisposeAsync();
            }
            catch (JSDisconnectedException)
            {
                // The browser has gone and took the module with it.
            }
        }
    }

    private ValueTask CallAsync(string name, params object?[] arguments) =>
        _module is null ? ValueTask.CompletedTask : _module.InvokeVoidAsync(name, arguments);

    private sealed class Subscription(List<Action> listeners, Action listener) : IDisposable
    {
        public void Dispose() => listeners.Remove(listener);
    }
}
