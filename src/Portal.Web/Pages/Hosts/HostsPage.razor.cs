using Microsoft.AspNetCore.Components;
using Portal.Cases.Accounts;
using Portal.Cases.Findings;
using Portal.Cases.Live;
using Portal.Cases.Paging;

namespace Portal.Web.Pages.Hosts;

/// <summary>Who takes part: every address with its names, peers and volumes.</summary>
public sealed partial class HostsPage(HostsQuery query, FindingService findings)
{
    private static readonly (HostSort? Sort, string Title, string? Css)[] s_columns =
    [
        (HostSort.Address, "Address", null),
        (null, "Where", null),
        (null, "Names", "wide"),
        (null, "Findings", "num"),
        (HostSort.Flows, "Flows", "num"),
        (HostSort.Peers, "Peers", "num"),
        (HostSort.Sent, "Sent", "num"),
        (HostSort.Received, "Received", "num"),
        (HostSort.First, "First seen", null),
        (HostSort.Last, "Last seen", null),
    ];

    private HostList? _list;
    private IReadOnlyList<NameRow> _names = [];
    private IReadOnlyList<PeerRow> _peers = [];
    private IReadOnlyList<CaseFinding> _about = [];
    private IReadOnlyDictionary<string, int> _findings = new Dictionary<string, int>(StringComparer.Ordinal);

    [SupplyParameterFromQuery]
    public string? Text { get; set; }

    [SupplyParameterFromQuery]
    public string? Sort { get; set; }

    [SupplyParameterFromQuery]
    public string? Host { get; set; }

    private HostSort Order =>
        Enum.TryParse<HostSort>(Sort?.TrimStart('-'), ignoreCase: true, out var sort) ? sort : HostSort.Sent;

    private bool IsDescending => Sort is null || Sort.StartsWith('-');

    protected override bool Follows(CaseChangeKind kind) => kind is CaseChangeKind.Evidence or CaseChangeKind.Finding;

    protected override async Task LoadAsync(Actor actor, CancellationToken cancellation)
    {
        _list = await query.ListAsync(CaseId, Text, Order, IsDescending, actor, cancellation);
        var window = new PageRequest(0, PageRequest.MaxTake);
        var relevant = await findings.ListAsync(
            CaseId,
            actor,
            new FindingQuery { AtLeast = Analysis.Findings.Severity.Low, Sort = FindingSort.Severity },
            window,
            cancellation
        );
        _findings = relevant
            .Items.Where(item => item.State != FindingState.Dismissed)
            .SelectMany(item =>
                new[] { item.Source, item.Destination }.OfType<string>().Distinct(StringComparer.Ordinal)
            )
            .GroupBy(address => address, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        (_names, _peers) = Host is null ? ([], []) : await query.DetailAsync(CaseId, Host, actor, cancellation);
        _about =
        [
            .. relevant.Items.Where(item => Host is not null && (item.Source == Host || item.Destination == Host)),
        ];
    }

    private void SortBy(HostSort sort)
    {
        var name = sort.ToString().ToLowerInvariant();
        Go(values: ("sort", sort == Order && IsDescending ? name : $"-{name}"));
    }
}
