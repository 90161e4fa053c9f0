namespace Portal.Cases.Hosts;

/// <summary>Whom a host talked to, and about what.</summary>
/// <param name="Services">Services or transports with their ports.</param>
public sealed record PeerRow(
    string Address,
    string Services,
    long FirstTime,
    long LastTime,
    long Flows,
    long SentBytes,
    long ReceivedBytes
);
