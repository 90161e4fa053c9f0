namespace Portal.Traffic.Protocols.Snmp;

/// <summary>What an SNMP message asks or tells, by the number of its tag (RFC 3416 §3).</summary>
internal enum SnmpPdu
{
    GetRequest = 0xA0,
    GetNextRequest = 0xA1,
    Response = 0xA2,
    SetRequest = 0xA3,
    TrapV1 = 0xA4,
    GetBulkRequest = 0xA5,
    InformRequest = 0xA6,
    Trap = 0xA7,
    Report = 0xA8,

    /// <summary>Version 3 with privacy: nobody but the two ends can tell.</summary>
    Encrypted = 0,
}
