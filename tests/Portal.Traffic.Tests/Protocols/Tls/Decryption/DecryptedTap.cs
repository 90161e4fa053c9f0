using Portal.Samples;
using Portal.Traffic.Flows;
using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.Tls;

namespace Portal.Traffic.Tests.Protocols.Tls.Decryption;

/// <summary>Keeps what TLS carries, byte for byte, by the ports of the flow.</summary>
internal sealed class DecryptedTap : IProtocol
{
    private readonly Dictionary<(int Client, int Server, Side Side), MemoryStream> _streams = [];

    public string Name => "decrypted";

    public Transports Transports => Transports.Tcp;

    public IReadOnlyDictionary<(int Client, int Server, Side Side), byte[]> Streams =>
        _streams.ToDictionary(entry => entry.Key, entry => entry.Value.ToArray());

    /// <summary>Decrypts a capture of this folder with the key log beside it.</summary>
    public static DecryptedTap Of(string name)
    {
        var tap = new DecryptedTap();
        var options = new TrafficAnalyzerOptions { Protocols = [new TlsProtocol(), tap], Keys = Samples.Keys(name) };
        Assert.Equal(0, RecordCollector.Analyze(Samples.Capture(name), options).Counters!.AnalyzerFailures);
        return tap;
    }

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes) =>
        firstBytes is [0x16, 3, ..] ? Claim.No : Claim.Yes;

    public IFlowAnalyzer Start(FlowContext flow) => new Analyzer(this, flow);

    private sealed class Analyzer(DecryptedTap tap, FlowContext flow) : IFlowAnalyzer
    {
        public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
        {
            lock (tap._streams)
            {
                var key = (flow.OriginatorPort, flow.ResponderPort, side);
                if (!tap._streams.TryGetValue(key, out var stream))
                {
                    tap._streams.Add(key, stream = new MemoryStream());
                }
                stream.Write(bytes);
            }
        }

        public void OnGap(Side side, long bytes, FrameStamp frame) { }

        public void OnEnd(Side side, FrameStamp frame) { }

        public void OnDone() { }
    }
}
