using Microsoft.AspNetCore.Components;
using Portal.Cases.Accounts;
using Portal.Cases.Findings;
using Portal.Cases.Hosts;
using Portal.Cases.Live;
using Portal.Web.Components.Values;

namespace Portal.Web.Pages.Hosts;

/// <summary>Who takes part: every address with its names, system, roles, peers and volumes.</summary>
public sealed partial class HostsPage(CaseHosts hosts, FindingService findings)
{
    private static readonly (HostSort? Sort, string Title, string? Css)[] s_columns =
    [
        (HostSort.Address, "Address", null),
        (null, "Where", null),
        (null, "Names", "wide"),
        (null, What, null),
        (null, "Findings", "num"),
        (HostSort.Flows, "Flows", "num"),
        (HostSort.Peers, "Peers", "num"),
        (HostSort.Sent, "Sent", "num"),
        (HostSort.Received, "Received", "num"),
        (HostSort.First, "First seen", null),
        (HostSort.Last, "Last seen", null),
    ];

    private const string What = "System and roles";

    private HostList? _list;
    private HostDetail? _detail;
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
        _list = await hosts.ListAsync(CaseId, Text, Order, IsDescending, actor, cancellation);
        var relevant = await HostFindingsOf.ReadAsync(findings, CaseId, actor, cancellation);
        _findings = HostFindingsOf.Counts(relevant);
        _detail = Host is null ? null : await hosts.DetailAsync(CaseId, Host, actor, cancellation);
        _about = Host is null ? [] : HostFindingsOf.Address(relevant, Host);
    }

    private string CsvHref =>
        $"/api/v1/cases/{CaseId}/hosts.csv?sort={Order.ToString().ToLowerInvariant()}&descending={(IsDescending ? "true" : "false")}"
        + (Text is null ? "" : $"&text={Uri.EscapeDataString(Text)}");

    /// <summary>Of the list: the first words of the system, then the roles; the rest and the reasons are in the tooltip.</summary>
    private static string Short(HostRow row) =>
        string.Join(
            ", ",
            new[] { row.System?.System.Split(',', 2)[0].Split(" or ", 2)[0] }
                .OfType<string>()
                .Concat(row.Roles.Select(role => role.Name))
        );

    private static string Why(HostRow row) =>
        VisibleText.Of(
            string.Join(
                "\n",
                (row.System is { } system ? new[] { system.System } : [])
                    .Concat(row.System?.Reasons.Select(reason => $"  {reason.Kind}: {reason.Value}") ?? [])
                    .Concat(row.Roles.Select(role => $"{role.Name}: {role.Reason}"))
            )
        );

    private void SortBy(HostSort sort)
    {
        var name = sort.ToString().ToLowerInvariant();
        Go(values: ("sort", sort == Order && IsDescending ? name : $"-{name}"));
    }
}
