using System.Text;
using Portal.Traffic.Protocols;

namespace Portal.Traffic.Tests.Flows;

/// <summary>A protocol whose flows begin with a word; its analyzer writes down what it is told.</summary>
internal sealed class FakeProtocol(string name, string word, Transports transports = Transports.Tcp) : IProtocol
{
    public List<string> Heard { get; } = [];

    /// <summary>Called with each piece of data, before it is written down.</summary>
    public Action<FlowContext, Side, string>? OnData { get; init; }

    public string Name => name;

    public Transports Transports => transports;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes)
    {
        var text = Encoding.ASCII.GetString(firstBytes);
        return text.StartsWith(word, StringComparison.Ordinal) ? Claim.Yes
            : word.StartsWith(text, StringComparison.Ordinal) ? Claim.NeedMore
            : Claim.No;
    }

    public IFlowAnalyzer Start(FlowContext flow)
    {
        flow.Confirm(name);
        return new Analyzer(this, flow);
    }

    private sealed class Analyzer(FakeProtocol owner, FlowContext flow) : IFlowAnalyzer
    {
        void IFlowAnalyzer.OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
        {
            var text = Encoding.ASCII.GetString(bytes);
            owner.Heard.Add($"{side} {frame.Number} {text}");
            owner.OnData?.Invoke(flow, side, text);
        }

        void IFlowAnalyzer.OnGap(Side side, long bytes, FrameStamp frame) => owner.Heard.Add($"{side} gap {bytes}");

        void IFlowAnalyzer.OnEnd(Side side, FrameStamp frame) => owner.Heard.Add($"{side} end");

        void IFlowAnalyzer.OnDone() => owner.Heard.Add("done");
    }
}
