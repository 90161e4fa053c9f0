namespace Portal.Traffic.Protocols.Tls;

/// <summary>What carries a handshake, as its fields need to know.</summary>
/// <param name="Prefix">Of the fields' names.</param>
/// <param name="Letter">Of JA4: <c>t</c>, <c>q</c> or <c>d</c>.</param>
/// <param name="IsDatagram">A client's hello has a cookie behind the session (RFC 6347 §4.2.1).</param>
internal sealed record HelloCarrier(string Prefix, char Letter, bool IsDatagram)
{
    public static HelloCarrier Tls { get; } = new("tls", 't', IsDatagram: false);

    public static HelloCarrier Quic { get; } = new("tls", 'q', IsDatagram: false);

    public static HelloCarrier Dtls { get; } = new("dtls", 'd', IsDatagram: true);

    public string Name(string field) => $"{Prefix}.handshake.{field}";
}
