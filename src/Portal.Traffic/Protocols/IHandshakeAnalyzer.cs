using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols;

/// <summary>
/// A TLS handshake that another protocol carries without records (<c>ssl</c>; QUIC, RFC 9001 §4). Its bytes come in order; the
/// end of its channel means that it begins anew.
/// </summary>
public interface IHandshakeAnalyzer : IInnerAnalyzer
{
    /// <summary>Hears of each hello, for the carrier's own row.</summary>
    Action<Side, HandshakeHello>? Heard { get; set; }

    /// <summary>The lines of whole handshake messages.</summary>
    internal MessageFields Fields { get; }
}
