using Portal.Traffic.Protocols;
using Portal.Traffic.Records;

namespace Portal.Traffic.Flows;

/// <summary>
/// Writes <c>tunnel</c>: a row when a tunnel is first seen to carry a flow, and one when its own flow ends or, for those that
/// have none, nothing new was carried for an hour.
/// </summary>
internal sealed class TunnelLog(FlowEnvironment environment) : ISharedState
{
    /// <summary>Tunnels that are open at once; further ones are only seen in <c>conn.tunnel_parents</c>.</summary>
    private const int MaxTunnels = 65536;

    private const long Expiration = 3600 * UnixTime.NanosecondsPerSecond; // Zeek's Tunnel::expiration_interval

    private readonly Dictionary<TunnelEnds, Tunnel> _active = [];

    /// <summary>A flow began in the tunnel, or came to be carried by it.</summary>
    /// <param name="ends">Between whom.</param>
    /// <param name="kind">Zeek's name without <c>Tunnel::</c>.</param>
    /// <param name="uid">Null for a tunnel through a proxy, which has none.</param>
    public void Discover(TunnelEnds ends, string kind, string? uid)
    {
        var now = environment.Now;
        if (_active.TryGetValue(ends, out var known))
        {
            known.LastUse = now.Time;
        }
        else if (_active.Count < MaxTunnels)
        {
            var tunnel = new Tunnel(kind, uid, now) { LastUse = now.Time };
            _active.Add(ends, tunnel);
            environment.Sink.Write(TunnelRecord.Table, Record(ends, tunnel, "DISCOVER", now));
        }
    }

    /// <summary>A flow is over; if it was a tunnel, so is that.</summary>
    public void Close(Flow flow)
    {
        if (_active.Count > 0 && flow.Transport == FlowTransport.Udp)
        {
            var ends = TunnelEnds.Of(flow);
            if (_active.Remove(ends, out var tunnel))
            {
                environment.Sink.Write(TunnelRecord.Table, Record(ends, tunnel, "CLOSE", environment.Now));
            }
        }
    }

    public void Sweep(FrameStamp now, IRecordSink records)
    {
        List<(TunnelEnds Ends, Tunnel Tunnel)> expired =
        [
            .. _active
                .Where(entry => entry.Value.LastUse + Expiration < now.Time)
                .Select(entry => (entry.Key, entry.Value))
                .OrderBy(entry => entry.Value.First.Number),
        ];
        foreach (var (ends, tunnel) in expired)
        {
            _active.Remove(ends);
            records.Write(TunnelRecord.Table, Record(ends, tunnel, "EXPIRE", now));
        }
    }

    public void Finish(FrameStamp now, IRecordSink records) => _active.Clear();

    private static TunnelRecord Record(TunnelEnds ends, Tunnel tunnel, string action, FrameStamp now) =>
        new()
        {
            Timestamp = now.Time,
            Uid = tunnel.Uid,
            Id = ends.Id,
            FirstFrame = tunnel.First.Number,
            LastFrame = now.Number,
            Kind = $"Tunnel::{tunnel.Kind}",
            Action = $"Tunnel::{action}",
        };

    private sealed class Tunnel(string kind, string? uid, FrameStamp first)
    {
        public string Kind => kind;
        public string? Uid => uid;
        public FrameStamp First => first;
        public long LastUse { get; set; }
    }
}
