using Portal.Traffic.Credentials;
using Portal.Traffic.Fields;
using Portal.Traffic.Files;
using Portal.Traffic.KeyLogs;
using Portal.Traffic.Protocols;

namespace Portal.Traffic.Flows;

/// <summary>What bounds and directs a <see cref="TrafficAnalyzer"/>.</summary>
public sealed record TrafficAnalyzerOptions
{
    /// <summary>How much more than the mean a shard may hold: one pair of hosts can be half of a capture.</summary>
    private const int Uneven = 2;

    /// <summary>CIDR blocks of the own network; empty leaves <c>local_orig</c> and <c>local_resp</c> unset.</summary>
    public IReadOnlyList<string> LocalNetworks { get; init; } = Packets.LocalNetworks.PrivateAddressSpace;

    public FlowTimeouts Timeouts { get; init; } = new();

    /// <summary>
    /// Flows kept at once; beyond it the one that was silent longest is ended. A flow takes about one kilobyte.
    /// </summary>
    public int MaxFlows { get; init; } = 200_000;

    /// <summary>Bytes that all flows together hold back for missing segments and undecided protocols.</summary>
    public long MaxReassemblyBytes { get; init; } = 64L << 20;

    /// <summary>Bytes that one direction of one flow holds back: some seconds of a fast transfer.</summary>
    public int MaxReassemblyBytesPerSide { get; init; } = 4 << 20;

    /// <summary>
    /// Bytes seen in one direction without any acknowledgment before no more is waited for, as in Zeek
    /// (<c>tcp_excessive_data_without_further_acks</c>).
    /// </summary>
    public long MaxUnacknowledgedBytes { get; init; } = 10L << 20;

    /// <summary>Datagrams whose fragments wait at once.</summary>
    public int MaxFragmentedDatagrams { get; init; } = 1024;

    /// <summary>Tunnels inside tunnels; Zeek too follows a few and calls more an anomaly.</summary>
    public int MaxTunnelDepth { get; init; } = 4;

    /// <summary>First bytes of each side that are kept until a protocol claims them.</summary>
    public int MaxDetectionBytes { get; init; } = 16384;

    /// <summary>The protocols to look for; null for all that there are.</summary>
    public IReadOnlyList<IProtocol>? Protocols { get; init; }

    /// <summary>
    /// Secrets of TLS sessions, whose records are decrypted and looked into; null for none. More may be added while frames
    /// are analysed.
    /// </summary>
    public KeyLog? Keys { get; init; }

    /// <summary>
    /// Sees every file that flows carry; null for nobody. Called by several threads when the flows are shared out to shards.
    /// </summary>
    public IFileObserver? Files { get; init; }

    /// <summary>Sees the messages of all flows, for packet trees; null for nobody. Only for one thread.</summary>
    internal IMessageSink? Messages { get; init; }

    /// <summary>The key of the hashes in <c>credentials</c>; null for rows without hashes.</summary>
    public SecretKey? SecretKey { get; init; }

    /// <summary>
    /// The options of one of several shards: its share of the memory, with something over for a share that is larger than
    /// the others.
    /// </summary>
    internal TrafficAnalyzerOptions Share(int shards) =>
        this with
        {
            MaxFlows = Math.Max(1, MaxFlows * Uneven / shards),
            MaxReassemblyBytes = Math.Max(MaxReassemblyBytesPerSide, MaxReassemblyBytes * Uneven / shards),
            MaxFragmentedDatagrams = Math.Max(1, MaxFragmentedDatagrams * Uneven / shards),
        };
}
