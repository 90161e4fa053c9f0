using Portal.Analysis.Hosts;

namespace Portal.Cases.Hosts;

/// <summary>What the evidence says of one address.</summary>
/// <param name="Host">Its sums; null when no record has the address.</param>
/// <param name="SystemFacts">What programs on it said of themselves, whether it tells a system or not.</param>
/// <param name="Users">Who signed in somewhere from it.</param>
/// <param name="Visitors">Who signed in to it.</param>
/// <param name="Credentials">Rows of <c>credentials</c> that it sent or took.</param>
/// <param name="EvidenceNames">File names by SHA-256, for the references.</param>
public sealed record HostDetail(
    string Address,
    HostRow? Host,
    IReadOnlyList<HostFact> Names,
    IReadOnlyList<HostFact> SystemFacts,
    IReadOnlyList<HostService> Services,
    IReadOnlyList<HostFact> Users,
    IReadOnlyList<HostFact> Visitors,
    IReadOnlyList<HostFact> HardwareAddresses,
    IReadOnlyList<PeerRow> Peers,
    long Credentials,
    IReadOnlyDictionary<string, string> EvidenceNames
);
