using Portal.Traffic.Protocols;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols;

/// <summary>Plays messages to a protocol as a flow would: the first is judged, then all are analyzed.</summary>
internal static class ProtocolPlay
{
    public static ConnectionId Ports(int originator, int responder) =>
        new("10.0.0.1", originator, "198.51.100.7", responder);

    /// <summary>Messages in hexadecimal, each of one side; spaces are for the reader.</summary>
    public static ScriptedFlow Udp(IProtocol protocol, ConnectionId id, params (Side Side, string Hex)[] messages) =>
        Run(protocol, new ScriptedFlow(id, Transports.Udp), [.. messages.Select(m => (m.Side, Bytes(m.Hex)))]);

    public static ScriptedFlow Tcp(IProtocol protocol, ConnectionId id, params (Side Side, string Hex)[] messages) =>
        Run(protocol, new ScriptedFlow(id), [.. messages.Select(m => (m.Side, Bytes(m.Hex)))]);

    public static ScriptedFlow Run(IProtocol protocol, ScriptedFlow flow, params (Side Side, byte[] Bytes)[] messages)
    {
        var analyzer = protocol.Start(flow);
        foreach (var (side, bytes) in messages)
        {
            if (bytes.Length > 0)
            {
                analyzer.OnData(side, bytes, flow.NextFrame());
            }
        }
        analyzer.OnEnd(Side.Originator, flow.NextFrame());
        analyzer.OnEnd(Side.Responder, flow.NextFrame());
        analyzer.OnDone();
        flow.FinishCarried();
        flow.FinishShared();
        return flow;
    }

    public static byte[] Bytes(string hex) =>
        Convert.FromHexString(
            hex.Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal)
        );
}
