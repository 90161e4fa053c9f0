namespace Portal.Traffic.Protocols.Quic;

/// <summary>Kinds of packets (RFC 9000 §17); the four long ones have other numbers in version 2 (RFC 9369 §3.2).</summary>
internal enum QuicPacketType
{
    Initial,
    ZeroRtt,
    Handshake,
    Retry,

    /// <summary>A short header: everything behind the handshake.</summary>
    OneRtt,

    /// <summary>The server offers other versions.</summary>
    VersionNegotiation,

    /// <summary>Of a version that is not known here.</summary>
    Unknown,
}
