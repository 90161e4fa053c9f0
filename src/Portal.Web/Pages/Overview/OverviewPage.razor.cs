using MudBlazor;
using Portal.Cases.Accounts;
using Portal.Cases.Cases;
using Portal.Cases.Indicators;
using Portal.Cases.Live;
using Portal.Cases.Runs;
using Portal.Web.Components.Evidence;
using Portal.Web.Pages.Cases;

namespace Portal.Web.Pages.Overview;

/// <summary>The state of the investigation on one page.</summary>
public sealed partial class OverviewPage(OverviewQuery query, RunBoard board, RunService runs, IDialogService dialogs)
{
    private readonly HashSet<string> _fresh = new(StringComparer.Ordinal);
    private OverviewView? _view;
    private IReadOnlyList<(string Text, string Segment)> _steps = [];

    private Case Case => _view!.Case.Case;

    /// <summary>Indicators that the team vouches for, given out or not.</summary>
    private int Confirmed =>
        _view!.Counts.IndicatorsIn(IndicatorState.Confirmed) + _view.Counts.IndicatorsIn(IndicatorState.Exported);

    protected override bool Follows(CaseChangeKind kind) => kind is not CaseChangeKind.Presence;

    protected override async Task LoadAsync(Actor actor, CancellationToken cancellation)
    {
        var before = _view?.Top.Select(row => row.Key).ToHashSet(StringComparer.Ordinal);
        _view = await query.GetAsync(CaseId, actor, cancellation);
        _steps = NextSteps.For(_view);
        if (before is not null)
        {
            _fresh.UnionWith(_view.Top.Select(row => row.Key).Where(key => !before.Contains(key)));
        }
    }

    private string Page(string segment) => CaseLinks.Page(CaseId, segment);

    private Task CancelAsync(AnalysisRun run) =>
        DoAsync((actor, cancellation) => runs.CancelAsync(CaseId, run.Id, actor, cancellation));

    private Task RetryAsync(AnalysisRun run) =>
        DoAsync((actor, cancellation) => runs.RetryAsync(CaseId, run.Id, actor, cancellation));

    private async Task EditAsync()
    {
        var parameters = new DialogParameters<CaseDialog> { { dialog => dialog.Existing, Case } };
        var shown = await dialogs.ShowAsync<CaseDialog>("", parameters, s_small);
        await shown.Result;
        await ReloadAsync();
    }

    private async Task MembersAsync()
    {
        var parameters = new DialogParameters<MembersDialog> { { dialog => dialog.CaseId, CaseId } };
        var shown = await dialogs.ShowAsync<MembersDialog>("", parameters, s_small);
        await shown.Result;
    }

    private static readonly DialogOptions s_small = new() { MaxWidth = MaxWidth.Small, FullWidth = true };
}
