namespace Portal.Traffic.Protocols.WebSocket;

/// <summary>WebSocket (RFC 6455) behind the handshake in HTTP, which alone makes its frames certain.</summary>
public sealed class WebSocketProtocol : IProtocol
{
    public string Name => "websocket";

    public Transports Transports => Transports.Tcp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes) =>
        flow.Upgrade?.Protocol == "websocket" ? Claim.Yes : Claim.No;

    public IFlowAnalyzer Start(FlowContext flow) => new WebSocketAnalyzer(flow);
}
