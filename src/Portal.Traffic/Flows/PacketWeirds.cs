using Portal.Traffic.Packets;
using Portal.Traffic.Records;

namespace Portal.Traffic.Flows;

/// <summary>Rows of <c>weird</c> for packets that belong to no flow: each name once for each pair of hosts.</summary>
internal sealed class PacketWeirds(FlowEnvironment environment)
{
    /// <summary>Rows in all; a broken capture would have one for every frame. The counters count on.</summary>
    private const int MaxRows = 1000;

    private readonly HashSet<(string Name, IpAddress Source, IpAddress Destination)> _seen = [];

    public void Note(string name, in Packet packet, string? additional = null)
    {
        var (source, destination) = packet.IpVersion == 0 ? default : (packet.Source, packet.Destination);
        if (_seen.Count == MaxRows || !_seen.Add((name, source, destination)))
        {
            return;
        }
        environment.Sink.Write(
            WeirdRecord.Table,
            new WeirdRecord
            {
                Timestamp = environment.Now.Time,
                Uid = null,
                Id = packet.IpVersion == 0 ? null : new ConnectionId(source.ToString(), 0, destination.ToString(), 0),
                FirstFrame = environment.Now.Number,
                LastFrame = environment.Now.Number,
                Name = name,
                Additional = additional,
                Source = packet.IpVersion == 0 ? null : "IP",
            }
        );
    }
}
