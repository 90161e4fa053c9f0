namespace Portal.Traffic.KeyLogs;

/// <summary>What a line of a key log holds, by its first word (draft-ietf-tls-keylogfile §2, and older words of NSS).</summary>
public enum KeyLogLabel
{
    /// <summary>A label that decrypts no record here: exporters, encrypted client hello, QUIC.</summary>
    Unused,

    /// <summary>Master secret of SSL 3.0 to TLS 1.2, by the client's random: 48 bytes.</summary>
    ClientRandom,

    /// <summary>Master secret by the session identifier (<c>RSA Session-ID:… Master-Key:…</c>): 48 bytes.</summary>
    SessionId,

    /// <summary>Premaster secret by the first eight bytes of its RSA encryption (<c>RSA …</c>): 48 bytes.</summary>
    RsaPremaster,

    /// <summary>TLS 1.3, of the client's data before the server's answer: 32 or 48 bytes, as all that follow.</summary>
    ClientEarlyTraffic,
    ClientHandshakeTraffic,
    ServerHandshakeTraffic,
    ClientTraffic,
    ServerTraffic,
}
