namespace Portal.Traffic.Flows;

/// <summary>
/// How long flows are kept, in nanoseconds of packet time. The defaults are Zeek's (init-bare.zeek), so that flows begin
/// and end where Zeek's do.
/// </summary>
public sealed record FlowTimeouts
{
    private const long Second = UnixTime.NanosecondsPerSecond;

    /// <summary>Silence after which a TCP connection is over: 5 minutes.</summary>
    public long TcpInactivity { get; init; } = 300 * Second;

    /// <summary>The same for UDP, and for TCP until the handshake is done: 1 minute.</summary>
    public long UdpInactivity { get; init; } = 60 * Second;

    /// <summary>The same for ICMP and for transports without ports: 1 minute.</summary>
    public long IcmpInactivity { get; init; } = 60 * Second;

    /// <summary>The same once a flow is known to be SSH or FTP, which wait long for a person: 1 hour.</summary>
    public long InteractiveInactivity { get; init; } = 3600 * Second;

    /// <summary>First look at a connection after its first packet: 5 s.</summary>
    public long TcpSynTimeout { get; init; } = 5 * Second;

    /// <summary>Between looks at a connection that may be over: 6 s.</summary>
    public long TcpSessionTimer { get; init; } = 6 * Second;

    /// <summary>A closed connection without a packet for longer than this is over: 5 s.</summary>
    public long TcpConnectionLinger { get; init; } = 5 * Second;

    /// <summary>An opening SYN without an answer is over: 5 s.</summary>
    public long TcpAttemptDelay { get; init; } = 5 * Second;

    /// <summary>A connection closed by both sides is kept for late packets: 5 s.</summary>
    public long TcpCloseDelay { get; init; } = 5 * Second;

    /// <summary>DNS over UDP, by the responder's port, is looked at this often and is over after such a silence: 10 s.</summary>
    public long DnsSession { get; init; } = 10 * Second;

    /// <summary>Fragments wait this long for the rest of their datagram: 60 s (RFC 8200 §4.5).</summary>
    public long Fragments { get; init; } = 60 * Second;
}
