using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Portal.Cases.Accounts;
using Portal.Cases.Live;
using Portal.Cases.Refusals;
using Portal.Traffic.Inspection;
using Portal.Web.Components.States;
using Portal.Web.Components.Values;
using Portal.Web.Frames;
using Portal.Web.Layout;

namespace Portal.Web.Pages.Packets;

/// <summary>The frames of one capture: list, tree and bytes; which of them is in the address.</summary>
public sealed partial class PacketsPage(PacketsQuery query, FilterScans scans, Browser browser)
{
    private const int RowHeight = 24;

    /// <summary>A browser cannot scroll through more than some 33 million pixels.</summary>
    private const int MaxRows = 1_000_000;

    private Virtualize<FrameRow>? _list;
    private IReadOnlyList<CaptureChoice> _captures = [];
    private CaptureChoice? _capture;
    private DissectedFrame? _frame;
    private FilterScan? _scan;
    private IDisposable? _watching;
    private (int Capture, string? Filter) _shown;
    private string? _filterProblem;
    private string? _frameProblem;
    private string _filterText = "";
    private string _frameText = "";
    private long _firstTime;
    private long? _scrollTo;
    private bool _isRedrawDue;

    [SupplyParameterFromQuery]
    public string? Evidence { get; set; }

    [SupplyParameterFromQuery]
    public string? Filter { get; set; }

    /// <summary>A text, so that a mistyped number is answered in words instead of stopping the page.</summary>
    [SupplyParameterFromQuery(Name = "frame")]
    public string? FrameName { get; set; }

    /// <summary>Which million of the rows.</summary>
    [SupplyParameterFromQuery(Name = "window")]
    public string? WindowName { get; set; }

    private long? Frame => AddressNumber.Long(FrameName);

    private int? Window => AddressNumber.Int(WindowName);

    private long Total => _scan is null ? _capture?.Frames ?? 0 : _scan.Matches.Count;

    private long WindowStart => (long)Math.Max(0, Window ?? 0) * MaxRows;

    private string CountLine =>
        _capture is null ? ""
        : _scan is null ? $"{CountText.Exact(_capture.Frames)} {(_capture.Frames == 1 ? "frame" : "frames")}"
        : $"{CountText.Exact(_scan.Matches.Count + _scan.Dropped)} of {CountText.Exact(_capture.Frames)} {(_capture.Frames == 1 ? "frame" : "frames")}";

    protected override bool Follows(CaseChangeKind kind) => kind is CaseChangeKind.Evidence;

    protected override async Task LoadAsync(Actor actor, CancellationToken cancellation)
    {
        _captures = await query.CapturesAsync(CaseId, actor, cancellation);
        _capture = Evidence is null
            ? _captures.Count > 0
                ? _captures[0]
                : null
            : _captures.FirstOrDefault(capture => capture.Sha256 == Evidence);
        _filterText = Filter ?? "";
        if (_capture is null)
        {
            return;
        }
        var isOther = _shown != (_capture.Id, Filter);
        if (isOther)
        {
            await StartScanAsync(actor, cancellation);
            _shown = (_capture.Id, Filter);
        }
        await LoadFrameAsync(actor, cancellation);
        if (isOther && _list is not null)
        {
            await _list.RefreshDataAsync();
        }
        if (Frame is { } number && (isOther || !IsLoaded))
        {
            _scrollTo = number;
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_scrollTo is { } number && _list is not null)
        {
            _scrollTo = null;
            await ScrollAsync(number);
        }
    }

    protected override void Dispose(bool disposing)
    {
        _watching?.Dispose();
        base.Dispose(disposing);
    }

    private async Task StartScanAsync(Actor actor, CancellationToken cancellation)
    {
        _watching?.Dispose();
        _watching = null;
        _scan = null;
        _filterProblem = null;
        if (string.IsNullOrWhiteSpace(Filter))
        {
            return;
        }
        try
        {
            _scan = await scans.StartAsync(CaseId, _capture!.Id, Filter, actor, cancellation);
            _watching = _scan.Watch(() => _ = InvokeAsync(RedrawAsync));
        }
        catch (RefusedException refused) when (refused.Reason == Refusal.Invalid)
        {
            _filterProblem = refused.Message;
        }
    }

    private async Task LoadFrameAsync(Actor actor, CancellationToken cancellation)
    {
        _frameProblem = null;
        if (Frame is not { } number)
        {
            _frame = null;
            _frameProblem = string.IsNullOrEmpty(FrameName) ? null : $"“{FrameName}” is not the number of a frame.";
            return;
        }
        try
        {
            _frame = await query.FrameAsync(CaseId, _capture!.Id, number, actor, cancellation);
            _firstTime = _frame.Time;
        }
        catch (RefusedException refused)
        {
            _frame = null;
            _frameProblem = refused.Message;
        }
    }

    /// <summary>While a scan goes on it tells often; the page draws what is new and asks for the window's rows again.</summary>
    private async Task RedrawAsync()
    {
        if (_isRedrawDue || Leaving.IsCancellationRequested)
        {
            return;
        }
        _isRedrawDue = true;
        if (_list is not null)
        {
            await _list.RefreshDataAsync();
        }
        _isRedrawDue = false;
        StateHasChanged();
        if (_scan is { IsDone: true } && Frame is { } number)
        {
            await ScrollAsync(number);
        }
    }

    private async ValueTask<ItemsProviderResult<FrameRow>> RowsAsync(ItemsProviderRequest request)
    {
        var total = (int)Math.Clamp(Total - WindowStart, 0, MaxRows);
        if (_capture is null || total == 0)
        {
            return new ItemsProviderResult<FrameRow>([], 0);
        }
        var take = Math.Min(request.Count, total - request.StartIndex);
        var numbers = _scan is null
            ? [.. Enumerable.Range(0, Math.Max(0, take)).Select(at => WindowStart + request.StartIndex + at + 1)]
            : _scan.Matches.Range((int)WindowStart + request.StartIndex, take);
        var actor = await Me.GetAsync();
        try
        {
            var rows = await query.RowsAsync(CaseId, _capture.Id, numbers, actor, request.CancellationToken);
            _firstTime = rows.Count > 0 ? rows[0].Time : _firstTime;
            return new ItemsProviderResult<FrameRow>(rows, total);
        }
        catch (OperationCanceledException)
        {
            // Scrolled on: the list throws this answer away.
            return new ItemsProviderResult<FrameRow>([], total);
        }
    }

    private async Task ScrollAsync(long number)
    {
        var place = _scan is null ? number - 1 : _scan.Matches.PlaceOf(number);
        if (place >= WindowStart && place < WindowStart + MaxRows)
        {
            await browser.ScrollRowsAsync(".packet-scroll", place - WindowStart, RowHeight);
        }
    }

    private void ChooseCapture(ChangeEventArgs change) =>
        Go(values: [("evidence", change.Value), ("frame", null), ("window", null)]);

    private void ApplyFilter() =>
        Go(values: [("filter", string.IsNullOrWhiteSpace(_filterText) ? null : _filterText.Trim()), ("window", null)]);

    private void Open(long number) => Go(replace: Frame is not null, ("frame", number));

    private void GoToFrame()
    {
        var typed = _frameText.Trim().TrimStart('#');
        if (_capture is null || typed.Length == 0)
        {
            return;
        }
        if (AddressNumber.Long(typed) is not { } number)
        {
            Go(values: ("frame", typed));
            return;
        }
        number = Math.Clamp(number, 1, _capture.Frames);
        _frameText = "";
        _scrollTo = number;
        var place = _scan is null ? number - 1 : _scan.Matches.PlaceOf(number);
        Go(values: [("frame", number), ("window", place / MaxRows is var window and > 0 ? (int)window : null)]);
    }

    private void Turn(int windows)
    {
        var next = Math.Max(0, (Window ?? 0) + windows);
        _shown = default;
        Go(values: ("window", next == 0 ? null : next));
    }

    private string SliceRoot => $"/api/v1/cases/{CaseId}/evidence/{_capture!.Id}/slice";

    private async Task SliceMatchesAsync() =>
        await browser.DownloadAsync($"{SliceRoot}?filter={Uri.EscapeDataString(Filter!)}");

    private async Task SliceFrameAsync() => await browser.DownloadAsync($"{SliceRoot}?frames={Frame}");
}
