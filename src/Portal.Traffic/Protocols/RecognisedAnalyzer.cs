namespace Portal.Traffic.Protocols;

/// <summary>Of a protocol that is named and not looked into.</summary>
public sealed class RecognisedAnalyzer : IFlowAnalyzer
{
    public RecognisedAnalyzer(FlowContext flow, string service) => flow.Confirm(service);

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame) { }

    public void OnGap(Side side, long bytes, FrameStamp frame) { }

    public void OnEnd(Side side, FrameStamp frame) { }

    public void OnDone() { }
}
