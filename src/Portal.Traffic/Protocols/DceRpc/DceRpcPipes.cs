namespace Portal.Traffic.Protocols.DceRpc;

/// <summary>The conversations through the named pipes of one flow, each by the number of its pipe.</summary>
internal sealed class DceRpcPipes(FlowContext flow) : IInnerAnalyzer
{
    /// <summary>As Zeek's <c>SMB::max_dce_rpc_analyzers</c>: pipes that are never closed must not add up.</summary>
    private const int MaxPipes = 1000;

    private readonly Dictionary<ulong, DceRpcConversation> _pipes = [];

    public void OnMessage(Side side, ulong channel, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (!_pipes.TryGetValue(channel, out var conversation))
        {
            if (_pipes.Count == MaxPipes)
            {
                flow.Weird("SMB_discarded_dce_rpc_analyzers", source: "SMB");
                OnDone();
            }
            _pipes[channel] = conversation = new DceRpcConversation(flow);
        }
        conversation.Data(side, bytes, frame);
    }

    public void OnChannelEnd(ulong channel)
    {
        if (_pipes.Remove(channel, out var conversation))
        {
            conversation.End();
        }
    }

    public void OnDone()
    {
        foreach (var conversation in _pipes.Values)
        {
            conversation.End();
        }
        _pipes.Clear();
    }
}
