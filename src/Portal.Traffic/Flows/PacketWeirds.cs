using Portal.Traffic.Flows.Shards;
using Portal.Traffic.Packets;
using Portal.Traffic.Records;

namespace Portal.Traffic.Flows;

/// <summary>
/// Rows of <c>weird</c> for packets that belong to no flow: each name once for each pair of hosts, and as many as a capture
/// may have.
/// </summary>
internal sealed class PacketWeirds(FlowEnvironment environment)
{
    private readonly HashSet<(string Name, IpAddress Source, IpAddress Destination)> _seen = [];

    public void Note(string name, in Packet packet, string? additional = null)
    {
        var (source, destination) = packet.IpVersion == 0 ? default : (packet.Source, packet.Destination);
        if (_seen.Count == RunRecords.MaxPacketWeirds || !_seen.Add((name, source, destination)))
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
