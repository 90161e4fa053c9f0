using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Cases.Accounts;
using Portal.Cases.Evidence;
using Portal.Cases.Findings;
using Portal.Cases.Live;
using Portal.Cases.Paging;
using Portal.Cases.Refusals;
using Portal.Cases.Timeline;
using Severity = Portal.Analysis.Findings.Severity;

namespace Portal.Web.Pages.Findings;

/// <summary>The findings of a case for triage; one of them may be open in the side panel.</summary>
public sealed partial class FindingsPage(
    FindingService findings,
    FindingComments comments,
    EvidenceService evidence,
    TimelineService timeline,
    FindingCardQuery query
)
{
    private const string OnlyPrefix = "only-";

    private static readonly (FindingSort Sort, string Title, string? Css)[] s_columns =
    [
        (FindingSort.Severity, "Severity", null),
        (FindingSort.Score, "Score", "num"),
        (FindingSort.Title, "Finding", "wide"),
        (FindingSort.Detector, "Detector", null),
        (FindingSort.FirstTime, "First seen", null),
        (FindingSort.State, "State", null),
    ];

    private readonly HashSet<string> _fresh = new(StringComparer.Ordinal);
    private IReadOnlyList<string> _detectors = [];
    private Page<CaseFinding>? _page;
    private FindingCard? _card;
    private int _evidence;

    [SupplyParameterFromQuery(Name = "severity")]
    public string? SeverityName { get; set; }

    [SupplyParameterFromQuery]
    public string? State { get; set; }

    [SupplyParameterFromQuery]
    public string? Detector { get; set; }

    [SupplyParameterFromQuery]
    public string? Text { get; set; }

    [SupplyParameterFromQuery]
    public string? Host { get; set; }

    [SupplyParameterFromQuery]
    public string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "open")]
    public string? OpenKey { get; set; }

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    /// <summary>What is merely informative waits behind the filter: most of it are benign rhythms with their explanation.</summary>
    private Severity AtLeast =>
        Only ?? (Enum.TryParse<Severity>(SeverityName, ignoreCase: true, out var least) ? least : Severity.Low);

    /// <summary>Exactly this severity, as the tiles of the overview count; null for what is at least as severe.</summary>
    private Severity? Only =>
        SeverityName?.StartsWith(OnlyPrefix, StringComparison.Ordinal) == true
        && Enum.TryParse<Severity>(SeverityName[OnlyPrefix.Length..], ignoreCase: true, out var only)
            ? only
            : null;

    private FindingSort Order =>
        Enum.TryParse<FindingSort>(Sort?.TrimStart('-'), ignoreCase: true, out var sort) ? sort : FindingSort.Severity;

    private bool IsAscending => Sort is not null && !Sort.StartsWith('-');

    private bool IsFiltered =>
        AtLeast > Severity.Low
        || Only is not null
        || State is not null
        || Detector is not null
        || Text is not null
        || Host is not null;

    protected override bool Follows(CaseChangeKind kind) => kind is CaseChangeKind.Finding or CaseChangeKind.Evidence;

    protected override void Noticed(CaseChanged change)
    {
        if (change.Kind == CaseChangeKind.Finding && change.Key.Length > 0)
        {
            _fresh.Add(change.Key);
        }
    }

    protected override async Task LoadAsync(Actor actor, CancellationToken cancellation)
    {
        var before = _page?.Items.Select(row => row.Key).ToHashSet(StringComparer.Ordinal);
        var window = new PageRequest(0, PageRequest.MaxTake);
        _page = await findings.ListAsync(CaseId, actor, Wanted(), window, cancellation);
        if (before is not null)
        {
            _fresh.UnionWith(_page.Items.Select(row => row.Key).Where(key => !before.Contains(key)));
        }
        var all = await findings.ListAsync(
            CaseId,
            actor,
            new FindingQuery { WithObsolete = true },
            window,
            cancellation
        );
        _detectors =
        [
            .. all.Items.Select(row => row.Detector).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        _evidence = (await evidence.ListAsync(CaseId, actor, new PageRequest(0, 1), cancellation)).Total;
        _card = OpenKey is null ? null : await FindCardAsync(OpenKey, actor, cancellation);
    }

    private FindingQuery Wanted() =>
        new()
        {
            States =
                State == "all" ? []
                : Enum.TryParse<FindingState>(State, ignoreCase: true, out var state) ? [state]
                : [FindingState.New, FindingState.Confirmed, FindingState.NeedsData],
            AtLeast = AtLeast,
            AtMost = Only,
            Detector = Detector,
            Host = Host,
            Search = Text,
            WithObsolete = State == "all",
            Sort = Order,
            IsAscending = IsAscending,
        };

    /// <summary>Null when the address names a finding that is gone: the list is still worth showing.</summary>
    private async Task<FindingCard?> FindCardAsync(string key, Actor actor, CancellationToken cancellation)
    {
        try
        {
            return await query.GetAsync(CaseId, key, actor, cancellation);
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    private static string Word(Severity severity) => severity.ToString().ToLowerInvariant();

    private string? RowClass(CaseFinding row) =>
        row.Key == OpenKey ? "is-current"
        : _fresh.Contains(row.Key) ? "glow"
        : null;

    private void Filter(string name, ChangeEventArgs change) =>
        Go(values: (name, change.Value is "" ? null : change.Value));

    private void Open(string key)
    {
        _fresh.Remove(key);
        Go(replace: OpenKey is not null, ("open", key));
    }

    private void SortBy(FindingSort sort)
    {
        var name = sort.ToString().ToLowerInvariant();
        Go(values: ("sort", sort == Order && !IsAscending ? name : $"-{name}"));
    }

    private async Task JudgeAsync(FindingState state)
    {
        if (_card is { Row: var row } && await JudgeDialogs.AskAsync(Dialogs, state) is { } reason)
        {
            var judgement = new Judgement(state, reason, row.Revision);
            await DoAsync(
                (actor, cancellation) => findings.JudgeAsync(CaseId, row.Key, actor, judgement, cancellation)
            );
            await ReloadAsync();
        }
    }

    private Task ToTimelineAsync() =>
        DoAsync(
            async (actor, cancellation) =>
            {
                var key = _card!.Row.Key;
                var isThere = await timeline.ShowsAsync(CaseId, actor, key, cancellation);
                await timeline.AddFindingAsync(CaseId, actor, key, cancellation);
                Snackbar.Add(
                    isThere ? "It is on the timeline already." : "The finding is on the timeline.",
                    isThere ? MudBlazor.Severity.Info : MudBlazor.Severity.Success
                );
            }
        );

    private Task<bool> CommentAsync(string text) =>
        DoAsync((actor, cancellation) => comments.AddAsync(CaseId, _card!.Row.Key, actor, text, cancellation));
}
