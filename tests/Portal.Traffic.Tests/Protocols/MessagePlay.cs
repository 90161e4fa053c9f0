using Portal.Traffic.Protocols;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols;

/// <summary>Plays messages to an analyzer: as they are, cut, with holes, and damaged.</summary>
internal static class MessagePlay
{
    public static ScriptedFlow Play(
        Func<FlowContext, IFlowAnalyzer> start,
        ConnectionId id,
        params ReadOnlySpan<(Side Side, byte[] Bytes)> messages
    )
    {
        var flow = new ScriptedFlow(id);
        var analyzer = start(flow);
        foreach (var (side, bytes) in messages)
        {
            Give(analyzer, flow, side, bytes);
        }
        Finish(analyzer, flow);
        return flow;
    }

    /// <summary>Byte by byte: the rows must be the same as in one piece.</summary>
    public static ScriptedFlow PlayInCrumbs(
        Func<FlowContext, IFlowAnalyzer> start,
        ConnectionId id,
        (Side Side, byte[] Bytes)[] messages
    )
    {
        var flow = new ScriptedFlow(id);
        var analyzer = start(flow);
        foreach (var (side, bytes) in messages)
        {
            foreach (var octet in bytes)
            {
                Give(analyzer, flow, side, [octet]);
            }
        }
        Finish(analyzer, flow);
        return flow;
    }

    /// <summary>Each message once cut at each length, and once with a hole for its end; nothing may throw.</summary>
    public static void CutEverywhere(
        Func<FlowContext, IFlowAnalyzer> start,
        ConnectionId id,
        (Side Side, byte[] Bytes)[] messages
    )
    {
        for (var cut = 0; cut < messages.Length; cut++)
        {
            for (var length = 0; length < messages[cut].Bytes.Length; length++)
            {
                CutOnce(start, id, messages, cut, length, isHole: false);
                CutOnce(start, id, messages, cut, length, isHole: true);
            }
        }
    }

    /// <summary>Bytes of each message are changed at random, always the same way; nothing may throw.</summary>
    public static void Damage(
        Func<FlowContext, IFlowAnalyzer> start,
        ConnectionId id,
        (Side Side, byte[] Bytes)[] messages,
        int rounds = 3000
    )
    {
        var random = new Random(20_240_607);
        for (var round = 0; round < rounds; round++)
        {
            var damaged = messages.Select(message => (message.Side, Bytes: message.Bytes.ToArray())).ToArray();
            foreach (var (_, bytes) in damaged)
            {
                for (var i = random.Next(4); i > 0; i--)
                {
                    bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? (byte)0xFF : (byte)random.Next(256);
                }
            }
            Play(start, id, damaged);
        }
    }

    private static void CutOnce(
        Func<FlowContext, IFlowAnalyzer> start,
        ConnectionId id,
        (Side Side, byte[] Bytes)[] messages,
        int cut,
        int length,
        bool isHole
    )
    {
        var flow = new ScriptedFlow(id);
        var analyzer = start(flow);
        for (var i = 0; i < messages.Length; i++)
        {
            var (side, bytes) = messages[i];
            Give(analyzer, flow, side, i == cut ? bytes.AsSpan(0, length) : bytes);
            if (i == cut && isHole)
            {
                analyzer.OnGap(side, bytes.Length - length, flow.NextFrame());
            }
        }
        Finish(analyzer, flow);
    }

    private static void Give(IFlowAnalyzer analyzer, ScriptedFlow flow, Side side, ReadOnlySpan<byte> bytes)
    {
        if (!bytes.IsEmpty)
        {
            analyzer.OnData(side, bytes, flow.NextFrame());
        }
    }

    private static void Finish(IFlowAnalyzer analyzer, ScriptedFlow flow)
    {
        analyzer.OnEnd(Side.Originator, flow.NextFrame());
        analyzer.OnEnd(Side.Responder, flow.NextFrame());
        analyzer.OnDone();
        flow.FinishCarried();
    }
}
