namespace Portal.Analysis.Hosts;

/// <summary>Something that records say of an address, as often as they say it.</summary>
/// <param name="Host">The address.</param>
/// <param name="Value">For example a name; text from the wire.</param>
/// <param name="Kind">What told it, for people: <c>DHCP host name</c>.</param>
/// <param name="Table">The table that it was read from.</param>
/// <param name="Times">Records that say so.</param>
/// <param name="FirstTime">Nanoseconds since 1970 UTC.</param>
/// <param name="LastTime">Nanoseconds since 1970 UTC.</param>
/// <param name="IsAccepted">Of users: a server let them in at least once; null when none said.</param>
/// <param name="First">The record that said it first.</param>
public sealed record HostFact(
    string Host,
    string Value,
    string Kind,
    string Table,
    long Times,
    long FirstTime,
    long LastTime,
    bool? IsAccepted,
    SeenPlace First
);
