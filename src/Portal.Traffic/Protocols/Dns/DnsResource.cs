namespace Portal.Traffic.Protocols.Dns;

/// <summary>A resource record (RFC 1035 §4.1.3) as places in its message: names are read only when somebody asks.</summary>
/// <param name="Offset">Where it, and so its name, begins in the message.</param>
/// <param name="TimeToLive">Seconds; for OPT the extended response code, version and flags (RFC 6891 §6.1.3).</param>
/// <param name="DataOffset">Where RDATA begins in the message.</param>
/// <param name="DataLength">Bytes of RDATA.</param>
public readonly record struct DnsResource(
    DnsSection Section,
    int Type,
    int Class,
    uint TimeToLive,
    int Offset,
    int DataOffset,
    int DataLength
)
{
    /// <summary>Bytes of the whole record in the message.</summary>
    public int Length => DataOffset + DataLength - Offset;
}
