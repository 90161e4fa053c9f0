namespace Portal.Traffic.Protocols.DceRpc;

/// <summary>Connection-oriented DCE/RPC (C706 chapter 12, MS-RPCE) over TCP.</summary>
public sealed class DceRpcProtocol : IProtocol
{
    public string Name => "dce_rpc";

    public Transports Transports => Transports.Tcp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes)
    {
        if (firstBytes.Length < DceRpcHeader.Bytes)
        {
            return DceRpcHeader.MayBegin(firstBytes) ? Claim.NeedMore : Claim.No;
        }
        return DceRpcHeader.TryParse(firstBytes, out _) ? Claim.Yes : Claim.No;
    }

    public IFlowAnalyzer Start(FlowContext flow) => new DceRpcAnalyzer(flow);
}
