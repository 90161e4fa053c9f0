using Portal.Analysis.Hosts;

namespace Portal.Cases.Hosts;

/// <summary>An address of the evidence, summed over its flows.</summary>
/// <param name="IsInside">It lies in the case's own networks; null when the flows do not say.</param>
/// <param name="FirstTime">Nanoseconds since 1970 UTC.</param>
/// <param name="SentBytes">Payload that it sent.</param>
/// <param name="Names">Names that the evidence knows it by, the most frequent first.</param>
public sealed record HostRow(
    string Address,
    bool? IsInside,
    long FirstTime,
    long LastTime,
    long Flows,
    long Peers,
    long SentBytes,
    long ReceivedBytes,
    IReadOnlyList<string> Names
)
{
    /// <summary>A guess; null when nothing tells.</summary>
    public OperatingSystemGuess? System { get; init; }

    public IReadOnlyList<HostRoleGuess> Roles { get; init; } = [];
}
