namespace Portal.Traffic.Protocols.Tls.Decryption;

/// <summary>Under which of its secrets a side of TLS 1.3 sends (RFC 8446 §7.1).</summary>
internal enum Tls13Stage
{
    /// <summary>The client sends data before it has an answer.</summary>
    Early,
    Handshake,
    Application,
}
