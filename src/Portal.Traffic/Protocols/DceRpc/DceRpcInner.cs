namespace Portal.Traffic.Protocols.DceRpc;

/// <summary>DCE/RPC inside the named pipes of SMB (MS-RPCE §2.1.1.2); each open pipe is a channel.</summary>
public sealed class DceRpcInner : IInnerProtocol
{
    public string Name => "dce_rpc";

    public IInnerAnalyzer Start(FlowContext flow) => new DceRpcPipes(flow);
}
