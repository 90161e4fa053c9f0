using Microsoft.AspNetCore.Components;
using Portal.Analysis.Hosts;
using Portal.Cases.Accounts;
using Portal.Cases.Findings;
using Portal.Cases.Hosts;
using Portal.Cases.Live;

namespace Portal.Web.Pages.Hosts;

/// <summary>One address: what it is, what it is called, who used it and what it offers, each with its record.</summary>
public sealed partial class HostPage(CaseHosts hosts, FindingService findings)
{
    private HostDetail? _detail;
    private IReadOnlyList<CaseFinding> _about = [];

    [Parameter]
    public string Address { get; set; } = "";

    private bool IsUnknown =>
        _detail is { Host: null, Names.Count: 0, Users.Count: 0, HardwareAddresses.Count: 0, Services.Count: 0 };

    private IEnumerable<(string Title, string What, IReadOnlyList<HostFact> Facts, string Nothing)> Sections =>
        [
            ("Names", "Name", _detail!.Names, "No record calls it by a name."),
            ("Users who signed in from it", "User", _detail.Users, "Nobody was seen to sign in anywhere from here."),
            ("Users who signed in to it", "User", _detail.Visitors, "Nobody was seen to sign in here."),
            ("Programs", "Says of itself", _detail.SystemFacts, "No program told its name."),
        ];

    /// <summary>What the evidence could have told and does not, in sentences.</summary>
    private IReadOnlyList<string> Missing =>
        [
            .. Sections.Where(section => section.Facts.Count == 0).Select(section => section.Nothing),
            .. _detail!.Services.Count == 0 ? new[] { "It answered on no port." } : [],
            .. _detail.Peers.Count == 0 ? new[] { "No flow of the evidence has this address." } : [],
        ];

    protected override bool Follows(CaseChangeKind kind) => kind is CaseChangeKind.Evidence or CaseChangeKind.Finding;

    protected override async Task LoadAsync(Actor actor, CancellationToken cancellation)
    {
        _detail = await hosts.DetailAsync(CaseId, Address, actor, cancellation);
        _about = HostFindingsOf.Address(await HostFindingsOf.ReadAsync(findings, CaseId, actor, cancellation), Address);
    }
}
