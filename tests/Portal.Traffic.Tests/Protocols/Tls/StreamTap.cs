using Portal.Samples;
using Portal.Traffic.Flows;
using Portal.Traffic.Protocols;

namespace Portal.Traffic.Tests.Protocols.Tls;

/// <summary>Takes the payload of every flow of a capture as an analyzer would get it.</summary>
internal sealed class StreamTap(Transports transports) : IProtocol
{
    private readonly List<List<Piece>> _flows = [];

    public string Name => "tap";

    public Transports Transports => transports;

    /// <summary>The pieces of each flow that has any.</summary>
    public static IReadOnlyList<IReadOnlyList<Piece>> Flows(string capture, Transports transports = Transports.Tcp)
    {
        var tap = new StreamTap(transports);
        RecordCollector.Analyze(Corpus.File(capture), new TrafficAnalyzerOptions { Protocols = [tap] });
        Assert.NotEmpty(tap._flows);
        return tap._flows;
    }

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes) => Claim.Yes;

    public IFlowAnalyzer Start(FlowContext flow)
    {
        var pieces = new List<Piece>();
        _flows.Add(pieces);
        return new Analyzer(pieces);
    }

    public sealed record Piece(Side Side, byte[] Bytes, FrameStamp Frame);

    private sealed class Analyzer(List<Piece> pieces) : IFlowAnalyzer
    {
        public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame) =>
            pieces.Add(new Piece(side, bytes.ToArray(), frame));

        public void OnGap(Side side, long bytes, FrameStamp frame) { }

        public void OnEnd(Side side, FrameStamp frame) { }

        public void OnDone() { }
    }
}
