namespace Portal.Traffic.Protocols.Tls;

/// <summary>What the fields of a record do not see in its bytes.</summary>
/// <param name="IsCiphertext">The record is encrypted.</param>
/// <param name="IsTls13">Of TLS 1.3, where the outer type of an encrypted record says nothing (RFC 8446 §5.2).</param>
/// <param name="Before">Of the handshake message that the records before it began; empty at the beginning of one.</param>
internal sealed record TlsRecordState(bool IsCiphertext, bool IsTls13, byte[] Before);
