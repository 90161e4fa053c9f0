using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Analysis.Indicators.Export;
using Portal.Cases.Accounts;
using Portal.Cases.Exports;
using Portal.Cases.Indicators;
using Portal.Cases.Live;
using Portal.Cases.Paging;
using Portal.Web.Components.Times;
using Portal.Web.Components.Values;
using Portal.Web.Layout;

namespace Portal.Web.Pages.Indicators;

/// <summary>The review of indicators, from candidate to export.</summary>
public sealed partial class IndicatorsPage(
    IndicatorService service,
    IndicatorExports exports,
    IDialogService dialogs,
    Browser browser
)
{
    /// <summary>What the next export would carry: confirmed ones, given out before or not.</summary>
    private const string ForExport = "for-export";

    private static readonly IReadOnlyList<(string Format, string Title, string Without)> s_formats =
    [
        .. ExportCatalogue.All.Select(export =>
            (
                export.Name,
                Title(export.Name),
                string.Join(", ", IndicatorDraft.Types.Where(type => !export.Carries(type)))
            )
        ),
    ];

    private readonly HashSet<int> _chosen = [];
    private readonly HashSet<int> _fresh = [];
    private Page<CaseIndicator>? _page;

    [SupplyParameterFromQuery]
    public string? State { get; set; }

    [SupplyParameterFromQuery]
    public string? Type { get; set; }

    [SupplyParameterFromQuery]
    public string? Text { get; set; }

    private bool IsFiltered => State is not null || Type is not null || Text is not null;

    protected override bool Follows(CaseChangeKind kind) => kind is CaseChangeKind.Indicator;

    protected override async Task LoadAsync(Actor actor, CancellationToken cancellation)
    {
        var before = _page?.Items.ToDictionary(row => row.Id, row => row.Revision);
        var query = new IndicatorQuery
        {
            States =
                State == ForExport ? [IndicatorState.Confirmed, IndicatorState.Exported]
                : Enum.TryParse<IndicatorState>(State, ignoreCase: true, out var state) ? [state]
                : [IndicatorState.Candidate, IndicatorState.Confirmed, IndicatorState.Exported],
            Type = Type,
            Search = Text,
        };
        var window = new PageRequest(0, PageRequest.MaxTake);
        _page = await service.ListAsync(CaseId, actor, query, window, cancellation);
        _chosen.IntersectWith(_page.Items.Select(row => row.Id));
        if (before is not null)
        {
            _fresh.UnionWith(
                _page.Items.Where(row => before.GetValueOrDefault(row.Id, -1) != row.Revision).Select(row => row.Id)
            );
        }
    }

    private static string Title(string format) =>
        format switch
        {
            "stix" => "STIX 2.1 bundle",
            "misp" => "MISP event",
            "csv" => "CSV",
            "suricata" => "Suricata rules",
            "zeek-intel" => "Zeek intel file",
            "text" => "Plain text, one value a line",
            _ => format,
        };

    private static string Word(IndicatorState state) => state.ToString().ToLowerInvariant();

    private string? LastSeen(CaseIndicator row) =>
        row.LastTime is { } last ? $"last seen {TimeText.WithZone(last, Zone)}" : null;

    private static string Judged(CaseIndicator row) =>
        row.JudgedBy is null ? "nobody has judged it" : VisibleText.Of($"by {row.JudgedBy} {row.Reason}");

    private void Filter(string name, ChangeEventArgs change) =>
        Go(values: (name, change.Value is "" ? null : change.Value));

    private void Toggle(int id)
    {
        if (!_chosen.Remove(id))
        {
            _chosen.Add(id);
        }
    }

    private void ChooseAll(ChangeEventArgs change)
    {
        _chosen.Clear();
        if (change.Value is true)
        {
            _chosen.UnionWith(_page!.Items.Select(row => row.Id));
        }
    }

    private string Values(bool defang) =>
        string.Join(
            '\n',
            _page!
                .Items.Where(row => _chosen.Contains(row.Id))
                .Select(row => defang ? DefangedText.Of(row.Value) : row.Value)
        );

    private async Task JudgeAsync(IndicatorState state)
    {
        var ids = _chosen.ToList();
        await DoAsync(
            (actor, cancellation) => service.JudgeAsync(CaseId, actor, ids, state, "", cancellation),
            $"{ids.Count} set to {Word(state)}."
        );
        _chosen.Clear();
        await ReloadAsync();
    }

    private async Task AddAsync()
    {
        var parameters = new DialogParameters<IndicatorDialog> { { dialog => dialog.CaseId, CaseId } };
        var options = new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true };
        var shown = await dialogs.ShowAsync<IndicatorDialog>("", parameters, options);
        await shown.Result;
    }

    /// <summary>Says what the file does not carry: an indicator that was silently left out would count as given out.</summary>
    private Task ExportAsync(string format) =>
        DoAsync(
            async (actor, cancellation) =>
            {
                var scope = await exports.ScopeAsync(CaseId, actor, format, cancellation);
                if (scope.Carried > 0)
                {
                    await browser.DownloadAsync($"/api/v1/cases/{CaseId}/indicators/export?format={format}");
                }
                if (ExportWords.Of(Title(format), scope) is { } missing)
                {
                    Snackbar.Add(missing, MudBlazor.Severity.Warning);
                }
            }
        );
}
