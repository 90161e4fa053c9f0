using Portal.Traffic.Packets;

namespace Portal.Traffic.Protocols;

/// <summary>A TCP connection that another flow announced, as FTP announces its data connections.</summary>
/// <param name="Originator">Who will open it; null for anybody.</param>
/// <param name="Responder">Who listens.</param>
/// <param name="ResponderPort">Where.</param>
/// <param name="Service">Its name in <c>conn.service</c>.</param>
/// <param name="Start">Makes the analyzer when the connection comes.</param>
public sealed record ExpectedFlow(
    IpAddress? Originator,
    IpAddress Responder,
    int ResponderPort,
    string Service,
    Func<FlowContext, IFlowAnalyzer> Start
);
