namespace Portal.Traffic.Protocols.Tls;

/// <summary>What a record carries (RFC 8446 §5.1, RFC 6520).</summary>
internal enum ContentType
{
    ChangeCipherSpec = 20,
    Alert = 21,
    Handshake = 22,
    ApplicationData = 23,
    Heartbeat = 24,
}
