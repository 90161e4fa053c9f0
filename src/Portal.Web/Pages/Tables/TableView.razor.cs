using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Cases.Evidence;
using Portal.Cases.Paging;
using Portal.Cases.Records;
using Portal.Cases.Refusals;
using Portal.Traffic.Records;
using Portal.Web.Components.Records;
using Portal.Web.Components.Times;
using Portal.Web.Components.Values;
using Portal.Web.Layout;

namespace Portal.Web.Pages.Tables;

/// <summary>A record table of the case with its filters, columns, exports and the panel of one row.</summary>
public sealed partial class TableView(
    RecordRows rows,
    EvidenceService evidence,
    RelatedQuery relatedQuery,
    CurrentActor me
) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private MudDataGrid<RecordLine>? _grid;
    private IReadOnlyList<ColumnDefinition> _all = [];
    private IReadOnlyList<ColumnDefinition> _shown = [];
    private IReadOnlyDictionary<string, string> _names = new Dictionary<string, string>(StringComparer.Ordinal);
    private IReadOnlyList<(string Table, long Rows)> _related = [];
    private IReadOnlyList<RecordLine> _window = [];
    private HashSet<RecordLine> _chosen = [];
    private RecordLine? _open;
    private TableChoice? _loaded;
    private string? _loadedTable;
    private string? _problem;
    private string? _refusal;
    private string _typed = "";
    private bool _isSortUnknown;
    private long? _total;
    private long _rows;

    [Parameter, EditorRequired]
    public int CaseId { get; set; }

    [Parameter, EditorRequired]
    public TableChoice Choice { get; set; } = null!;

    /// <summary>Changes when the records of the case do.</summary>
    [Parameter]
    public int Version { get; set; }

    /// <summary>The title of the page.</summary>
    [Parameter]
    public RenderFragment? Head { get; set; }

    [CascadingParameter(Name = "Zone")]
    public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Browser Browser { get; set; } = null!;

    private bool IsFiltered => Choice.Filters.Count > 0 || !string.IsNullOrEmpty(Choice.Text);

    /// <summary>Without an order that the table cannot have.</summary>
    private TableChoice Wanted => _isSortUnknown ? Choice with { Sort = null } : Choice;

    /// <summary>What is wrong with what was typed, or with the order in the address; a refused search is told where its rows would be.</summary>
    private string? Trouble =>
        _problem ?? (_isSortUnknown ? $"The table has no column '{Choice.Sort?.TrimStart('-')}' to sort by." : null);

    /// <summary>The grid is made anew when its columns are others.</summary>
    private string Layout => $"{Choice.Table} {string.Join(',', _shown.Select(column => column.Name))}";

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private string AllRows => _total == 1 ? "The matching row" : $"All {CountText.Of(_total ?? 0)} matching rows";

    protected override async Task OnParametersSetAsync()
    {
        var key = $"{Choice.Table} {Version}";
        if (_loadedTable != key)
        {
            var actor = await me.GetAsync();
            var table = await rows.TableAsync(CaseId, Choice.Table, actor, _leaving.Token);
            var pieces = await evidence.ListAsync(
                CaseId,
                actor,
                new PageRequest(0, PageRequest.MaxTake),
                _leaving.Token
            );
            _names = pieces.Items.ToDictionary(item => item.Sha256, item => item.Name, StringComparer.Ordinal);
            _all = table.Columns;
            _rows = table.Rows;
            _loadedTable = key;
            _open = null;
            _loaded = null;
        }
        _shown = Choice.Shown(_all);
        _isSortUnknown = Choice.Sort is { } sort && _all.All(column => column.Name != sort.TrimStart('-'));
        if (_loaded is not null && !Same(_loaded, Choice) && _grid is not null)
        {
            _loaded = Choice;
            await _grid.ReloadServerData();
        }
        _loaded = Choice;
    }

    /// <summary>Columns do not matter here: every window brings them all, for the panel.</summary>
    private static bool Same(TableChoice one, TableChoice other) =>
        one.Table == other.Table
        && one.Text == other.Text
        && one.Sort == other.Sort
        && one.Filters.SequenceEqual(other.Filters);

    private async Task<GridData<RecordLine>> LoadAsync(
        GridStateVirtualize<RecordLine> state,
        CancellationToken cancellation
    )
    {
        try
        {
            var page = await rows.ReadAsync(
                CaseId,
                await me.GetAsync(),
                Wanted.ToQuery(),
                new PageRequest(state.StartIndex, Math.Clamp(state.Count, 1, PageRequest.MaxTake)),
                cancellation
            );
            _problem = null;
            _refusal = null;
            _window = [.. page.Rows.Select(row => RecordLine.Of(page.Columns, row))];
            await ShowTotalAsync(page.Total);
            return new GridData<RecordLine>
            {
                Items = [.. _window],
                TotalItems = (int)Math.Min(page.Total, int.MaxValue),
            };
        }
        catch (OperationCanceledException)
        {
            // The person has scrolled on: whatever is returned now is thrown away by the grid.
            return new GridData<RecordLine> { Items = [], TotalItems = (int)Math.Min(_total ?? 0, int.MaxValue) };
        }
        catch (RefusedException refused)
        {
            // Nothing was searched, so there is no count: "0 rows" would read as a result.
            _refusal = refused.Message;
            _window = [];
            _total = null;
            await InvokeAsync(StateHasChanged);
            return new GridData<RecordLine> { Items = [], TotalItems = 0 };
        }
    }

    private Task ShowTotalAsync(long total)
    {
        if (_total == total)
        {
            return Task.CompletedTask;
        }
        _total = total;
        return InvokeAsync(StateHasChanged);
    }

    private string Arrow(ColumnDefinition column) =>
        Choice.Sort?.TrimStart('-') != column.Name ? ""
        : Choice.Sort.StartsWith('-') ? " ▼"
        : " ▲";

    private void SortBy(ColumnDefinition column) =>
        Go("sort", Choice.Sort == $"-{column.Name}" ? column.Name : $"-{column.Name}");

    private string Title(ColumnDefinition column) =>
        column.Type == ZeekType.Time
            ? $"{column.Name} ({(TimeText.IsUtc(Zone) ? "UTC" : Zone.Id)})"
            : VisibleText.Of(column.Name);

    private string RowClass(RecordLine line, int index) => line.Equals(_open) ? "is-current" : "";

    private async Task OnRowClick(DataGridRowClickEventArgs<RecordLine> click)
    {
        _open = click.Item;
        _related = [];
        StateHasChanged();
        if (_open?["uid"] is string uid)
        {
            var found = await relatedQuery.ForUidAsync(CaseId, uid, await me.GetAsync(), _leaving.Token);
            _related = [.. found.Where(other => other.Table != Choice.Table)];
        }
    }

    private void Close() => _open = null;

    private void Go(string name, object? value) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, value is "" ? null : value as string));

    private void GoFilters(IReadOnlyList<string> filters) =>
        Navigation.NavigateTo(
            Navigation.GetUriWithQueryParameters(
                new Dictionary<string, object?>(StringComparer.Ordinal) { ["filter"] = filters.ToArray() }
            )
        );

    private void AddFilterAsync()
    {
        if (!string.IsNullOrWhiteSpace(_typed))
        {
            AddFilter(_typed.Trim());
        }
    }

    private void AddFilter(string filter)
    {
        try
        {
            RecordFilter.Parse(filter);
            _typed = "";
            _problem = null;
            if (!Choice.Filters.Contains(filter))
            {
                GoFilters([.. Choice.Filters, filter]);
            }
        }
        catch (RefusedException refused)
        {
            _problem = refused.Message;
        }
    }

    private void RemoveFilter(string filter) => GoFilters([.. Choice.Filters.Where(other => other != filter)]);

    private void Clear() =>
        Navigation.NavigateTo(
            Navigation.GetUriWithQueryParameters(
                new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["filter"] = Array.Empty<string>(),
                    ["text"] = null,
                }
            )
        );

    private void ToggleColumn(ColumnDefinition column)
    {
        var names = _shown.Contains(column)
            ? _shown.Where(other => other != column)
            : _all.Where(other => other == column || _shown.Contains(other));
        Go("columns", string.Join(',', names.Select(other => other.Name)));
    }

    private async Task SaveChosenAsync() => await SaveAsync(_chosen);

    private async Task SaveVisibleAsync() => await SaveAsync(_window);

    private async Task SaveAsync(IEnumerable<RecordLine> lines) =>
        await Browser.SaveAsync($"case-{CaseId}-{Choice.Table}.csv", TableCsv.Of(_shown, lines), "text/csv");

    private async Task DownloadAsync(IReadOnlyList<ColumnDefinition>? columns) =>
        await Browser.DownloadAsync(Wanted.CsvHref(CaseId, columns));
}
