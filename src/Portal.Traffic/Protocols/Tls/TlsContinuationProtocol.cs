namespace Portal.Traffic.Protocols.Tls;

/// <summary>TLS over TCP of which only encrypted records were captured; <c>conn</c> names it, <c>ssl</c> has no row.</summary>
public sealed class TlsContinuationProtocol : IProtocol
{
    public const string ProtocolName = "ssl_continued";

    private static readonly int[] s_ports = [443, 465, 636, 853, 989, 990, 992, 993, 995, 5223];

    public string Name => ProtocolName;

    public Transports Transports => Transports.Tcp;

    /// <summary>The capture may begin with the server's answer, and then the roles are guessed: either port is a hint.</summary>
    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes) =>
        TlsContinuation.Of(
            firstBytes,
            s_ports.AsSpan().Contains(flow.ResponderPort) || s_ports.AsSpan().Contains(flow.OriginatorPort)
        );

    public IFlowAnalyzer Start(FlowContext flow) => new RecognisedAnalyzer(flow, "ssl");
}
