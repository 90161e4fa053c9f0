namespace Portal.Traffic.Protocols.DceRpc;

/// <summary>DCE/RPC that has a TCP flow to itself.</summary>
internal sealed class DceRpcAnalyzer(FlowContext flow) : IFlowAnalyzer
{
    private readonly DceRpcConversation _conversation = new(flow);

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame) => _conversation.Data(side, bytes, frame);

    public void OnGap(Side side, long bytes, FrameStamp frame) => _conversation.Gap(side, bytes);

    public void OnEnd(Side side, FrameStamp frame) { }

    public void OnDone() => _conversation.End();
}
