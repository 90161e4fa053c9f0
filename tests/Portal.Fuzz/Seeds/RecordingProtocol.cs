using Portal.Traffic;
using Portal.Traffic.Protocols;

namespace Portal.Fuzz.Seeds;

/// <summary>A protocol of the portal that writes down what its flows said, as <see cref="Session"/>s.</summary>
internal sealed class RecordingProtocol(IProtocol protocol, Action<string, Transports, byte[]> recorded) : IProtocol
{
    /// <summary>The beginning of a long flow is enough.</summary>
    private const int MaxSessionBytes = 6 * 1024;

    public string Name => protocol.Name;

    public Transports Transports => protocol.Transports;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes) =>
        protocol.Claims(flow, side, firstBytes);

    public IFlowAnalyzer Start(FlowContext flow) => new Recording(this, flow, protocol.Start(flow));

    private sealed class Recording(RecordingProtocol owner, FlowContext flow, IFlowAnalyzer analyzer) : IFlowAnalyzer
    {
        private readonly List<byte> _session = [];

        public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
        {
            var kept = bytes[..Math.Min(bytes.Length, Math.Max(0, MaxSessionBytes - _session.Count))];
            if (!kept.IsEmpty)
            {
                Step(side, StepKind.Data, kept.Length, kept);
            }
            analyzer.OnData(side, bytes, frame);
        }

        public void OnGap(Side side, long bytes, FrameStamp frame)
        {
            if (_session.Count < MaxSessionBytes)
            {
                Step(side, StepKind.Gap, (int)Math.Min(bytes - 1, ushort.MaxValue), default);
            }
            analyzer.OnGap(side, bytes, frame);
        }

        public void OnEnd(Side side, FrameStamp frame)
        {
            if (_session.Count < MaxSessionBytes)
            {
                Step(side, StepKind.End, 0, default);
            }
            analyzer.OnEnd(side, frame);
        }

        public void OnDone()
        {
            if (_session.Count > 0)
            {
                owner.Record(flow, [.. _session]);
            }
            analyzer.OnDone();
        }

        private void Step(Side side, StepKind kind, int length, ReadOnlySpan<byte> bytes)
        {
            if (_session.Count == 0)
            {
                Session.WriteHead(_session, flow.ResponderPort);
            }
            Session.WriteStep(_session, side, kind, length, bytes);
        }
    }

    private void Record(FlowContext flow, byte[] session) => recorded(Name, flow.Transport, session);
}
