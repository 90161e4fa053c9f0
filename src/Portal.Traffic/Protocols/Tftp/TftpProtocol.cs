namespace Portal.Traffic.Protocols.Tftp;

/// <summary>The trivial file transfer protocol over UDP (RFC 1350): a request to port 69, the rest between new ports.</summary>
public sealed class TftpProtocol : IProtocol
{
    public string Name => "tftp";

    public Transports Transports => Transports.Udp;

    /// <summary>A request has a form of its own; its transfer is known by the two hosts and the client's port.</summary>
    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes) =>
        TftpMessage.TryParse(firstBytes, out var message)
        && (message.IsRequest || flow.Shared<TftpTransfers>().Find(flow) is not null)
            ? Claim.Yes
            : Claim.No;

    public IFlowAnalyzer Start(FlowContext flow) => new TftpAnalyzer(flow);
}
