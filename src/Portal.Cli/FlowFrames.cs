using Portal.Traffic.Captures;
using Portal.Traffic.Packets;
using Portal.Traffic.Records;

namespace Portal.Cli;

/// <summary>Finds the flow of an identifier and tells which frames between its first and last are its own.</summary>
internal sealed class FlowFrames : IRecordSink
{
    private readonly string _uid;

    public FlowFrames(string uid) => _uid = uid;

    /// <summary>Null until the flow's record was written.</summary>
    public ConnRecord? Flow { get; private set; }

    public void Write<TRecord>(Table<TRecord> table, TRecord record)
        where TRecord : class
    {
        if (record is ConnRecord flow && flow.Uid == _uid)
        {
            Flow = flow;
        }
    }

    /// <summary>The frame lies in the flow's span and has its ends, in either direction.</summary>
    public bool Has(in CaptureFrame frame)
    {
        if (Flow is not { Id: { } id } flow || frame.Number < flow.FirstFrame || frame.Number > flow.LastFrame)
        {
            return false;
        }
        var packet = default(Packet);
        PacketDecoder.TryDecode(frame.LinkType, frame.Data, frame.OriginalLength, ref packet);
        if (!packet.IsIp || packet.IpProtocol != flow.IpProtocol)
        {
            return false;
        }
        var (source, destination) = (packet.Source.ToString(), packet.Destination.ToString());
        // The ports of ICMP are its type and code, and a fragment but the first has none: the addresses must do.
        var hasPorts = packet.HasTransport && flow.Protocol is "tcp" or "udp";
        return (
                source == id.OriginatorHost
                && destination == id.ResponderHost
                && (!hasPorts || (packet.SourcePort == id.OriginatorPort && packet.DestinationPort == id.ResponderPort))
            )
            || (
                source == id.ResponderHost
                && destination == id.OriginatorHost
                && (!hasPorts || (packet.SourcePort == id.ResponderPort && packet.DestinationPort == id.OriginatorPort))
            );
    }
}
