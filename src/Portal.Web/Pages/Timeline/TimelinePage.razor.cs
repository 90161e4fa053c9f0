using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Cases.Accounts;
using Portal.Cases.Live;
using Portal.Cases.Paging;
using Portal.Cases.Timeline;
using Portal.Web.Layout;

namespace Portal.Web.Pages.Timeline;

/// <summary>The story of the incident, event by event.</summary>
public sealed partial class TimelinePage(TimelineService service, IDialogService dialogs, Browser browser)
{
    /// <summary>A story that people read has hundreds of events; this is a bound, not a wish.</summary>
    private const int MaxEvents = 5000;

    private readonly HashSet<int> _fresh = [];
    private List<TimelineEvent> _all = [];

    private IReadOnlyDictionary<string, TimelineVerdict> _verdicts = new Dictionary<string, TimelineVerdict>(
        StringComparer.Ordinal
    );
    private List<TimelineEvent> _shown = [];
    private IReadOnlyList<string> _categories = [];
    private IReadOnlyList<string> _hosts = [];

    [SupplyParameterFromQuery]
    public string? Text { get; set; }

    [SupplyParameterFromQuery]
    public string? Category { get; set; }

    [SupplyParameterFromQuery]
    public string? Host { get; set; }

    protected override bool Follows(CaseChangeKind kind) => kind is CaseChangeKind.Timeline or CaseChangeKind.Finding;

    protected override async Task LoadAsync(Actor actor, CancellationToken cancellation)
    {
        var known = IsLoaded ? _all.Select(item => item.Id).ToHashSet() : null;
        var all = new List<TimelineEvent>();
        Page<TimelineEvent> page;
        do
        {
            var window = new PageRequest(all.Count, PageRequest.MaxTake);
            page = await service.ListAsync(CaseId, actor, window, cancellation);
            all.AddRange(page.Items);
        } while (page.Items.Count > 0 && all.Count < Math.Min(page.Total, MaxEvents));
        if (known is not null)
        {
            _fresh.UnionWith(all.Select(item => item.Id).Where(id => !known.Contains(id)));
        }
        _verdicts = await service.VerdictsAsync(CaseId, actor, cancellation);
        var filter = new TimelineFilter(Text, Category, Host);
        _all = all;
        _shown = [.. all.Where(filter.Passes)];
        _categories =
        [
            .. all.Select(item => item.Category)
                .Where(name => name.Length > 0)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
        _hosts = [.. all.SelectMany(item => item.Hosts).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private TimelineVerdict? VerdictOf(TimelineEvent item) =>
        item.FindingKey is { } key ? _verdicts.GetValueOrDefault(key) : null;

    private void Filter(string name, ChangeEventArgs change) =>
        Go(values: (name, change.Value is "" ? null : change.Value));

    private async Task EditAsync(TimelineEvent? existing)
    {
        var parameters = new DialogParameters<TimelineDialog>
        {
            { dialog => dialog.CaseId, CaseId },
            { dialog => dialog.Existing, existing },
            { dialog => dialog.Zone, Zone },
        };
        var shown = await dialogs.ShowAsync<TimelineDialog>(
            "",
            parameters,
            new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true }
        );
        if (await shown.Result is { Canceled: false })
        {
            await ReloadAsync();
        }
    }

    private Task RemoveAsync(TimelineEvent item) =>
        DoAsync(
            (actor, cancellation) => service.RemoveAsync(CaseId, item.Id, actor, item.Revision, cancellation),
            "Taken off the timeline."
        );

    private async Task SaveCsvAsync() =>
        await browser.SaveAsync($"timeline-case-{CaseId}.csv", TimelineCsv.Of(_shown, VerdictOf), "text/csv");
}
