namespace Portal.Analysis.Hosts;

/// <summary>A port on which a host answered.</summary>
/// <param name="Port">0 where the transport has none.</param>
/// <param name="Transport"><c>tcp</c> or <c>udp</c>.</param>
/// <param name="Services">What was recognised there; empty when nothing was.</param>
/// <param name="Clients">Hosts that it answered.</param>
/// <param name="FirstTime">Nanoseconds since 1970 UTC.</param>
/// <param name="First">The first flow.</param>
public sealed record HostService(
    long Port,
    string Transport,
    string Services,
    long Flows,
    long Clients,
    long FirstTime,
    long LastTime,
    SeenPlace First
);
