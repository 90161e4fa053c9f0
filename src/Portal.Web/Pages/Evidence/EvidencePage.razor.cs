using Microsoft.AspNetCore.Components;
using Portal.Cases.Accounts;
using Portal.Cases.Evidence;
using Portal.Cases.Live;
using Portal.Cases.Runs;
using Portal.Web.Components.States;
using Portal.Web.Layout;

namespace Portal.Web.Pages.Evidence;

/// <summary>The evidence of a case: what comes in, what it is, and who had it in hand.</summary>
public sealed partial class EvidencePage(
    EvidenceListQuery query,
    EvidenceService evidence,
    RunBoard board,
    UploadDesk desk
)
{
    private readonly HashSet<int> _fresh = [];
    private EvidenceView? _view;
    private CaseEvidence? _open;
    private IReadOnlyList<CustodyEntry> _custody = [];
    private IDisposable? _following;
    private bool _isVerifying;

    [SupplyParameterFromQuery(Name = "open")]
    public string? OpenName { get; set; }

    private int? Open => AddressNumber.Int(OpenName);

    [Inject]
    private RunService Runs { get; set; } = null!;

    [Inject]
    private UploadService Uploads { get; set; } = null!;

    protected override void OnInitialized() => _following = desk.Subscribe(StateHasChanged);

    protected override bool Follows(CaseChangeKind kind) =>
        kind is CaseChangeKind.Evidence or CaseChangeKind.Upload or CaseChangeKind.Run;

    protected override async Task LoadAsync(Actor actor, CancellationToken cancellation)
    {
        var before = _view?.Items.Select(item => item.Id).ToHashSet();
        _view = await query.GetAsync(CaseId, actor, cancellation);
        if (before is not null)
        {
            _fresh.UnionWith(_view.Items.Select(item => item.Id).Where(id => !before.Contains(id)));
        }
        _open = _view.Items.FirstOrDefault(item => item.Id == Open);
        _custody = _open is null ? [] : await query.CustodyAsync(CaseId, _open.Sha256, actor, cancellation);
    }

    protected override void Dispose(bool disposing)
    {
        _following?.Dispose();
        base.Dispose(disposing);
    }

    private static string Verified(CaseEvidence item) =>
        item.IsIntact switch
        {
            true => "✔ intact",
            false => "✗ damaged",
            null => "–",
        };

    private bool IsMine(UploadStatus other) =>
        desk.Uploads.Any(mine => mine.IsOpen && mine.Name == other.Name && mine.Size == other.TotalBytes);

    private void OpenItem(int id)
    {
        _fresh.Remove(id);
        Go(replace: Open is not null, ("open", id));
    }

    private async Task VerifyAsync()
    {
        if (_open is null || _isVerifying)
        {
            return;
        }
        _isVerifying = true;
        await DoAsync(
            async (actor, cancellation) =>
            {
                var result = await evidence.VerifyAsync(CaseId, _open.Id, actor, cancellation);
                Snackbar.Add(
                    result.IsIntact ? $"{_open.Name} and its chain of custody are intact."
                        : result.ChainBreak is { } gap ? $"The chain of custody is broken: {gap.Message}"
                        : $"{_open.Name} is not what was sealed.",
                    result.IsIntact ? MudBlazor.Severity.Success : MudBlazor.Severity.Error
                );
            }
        );
        _isVerifying = false;
        await ReloadAsync();
    }

    private Task AnalyseAsync() =>
        DoAsync(
            (actor, cancellation) => Runs.QueueAnalysisAsync(CaseId, actor, cancellation),
            "The detectors will look at all evidence."
        );

    private Task CancelRunAsync(AnalysisRun run) =>
        DoAsync((actor, cancellation) => Runs.CancelAsync(CaseId, run.Id, actor, cancellation));

    private Task RetryRunAsync(AnalysisRun run) =>
        DoAsync((actor, cancellation) => Runs.RetryAsync(CaseId, run.Id, actor, cancellation));

    private Task RetryItemAsync() =>
        DoAsync((actor, cancellation) => Runs.QueueImportAsync(CaseId, _open!.Id, actor, cancellation));

    private Task DropUploadAsync(UploadStatus upload) =>
        DoAsync((actor, cancellation) => Uploads.CancelAsync(CaseId, upload.Id, actor, cancellation));
}
