using Portal.Traffic.Fields;
using Portal.Traffic.Packets;
using Portal.Traffic.Protocols.Dns;
using Portal.Traffic.Protocols.Http;
using Portal.Traffic.Protocols.Tls;

namespace Portal.Traffic.Inspection;

/// <summary>Chooses by content, and for DNS by port, what the payload of one TCP segment or UDP datagram is.</summary>
internal static class StreamFields
{
    private const int DnsPort = 53;
    private const int NetbiosPort = 137;
    private const int MulticastDnsPort = 5353;
    private const int LlmnrPort = 5355;

    public static void AddTcp(FieldTree tree, in Packet packet)
    {
        var at = packet.PayloadOffset;
        var payload = packet.Payload;
        if (payload.IsEmpty)
        {
            return;
        }
        if (HttpProtocol.BeginsMessage(Side.Originator, payload) || HttpProtocol.BeginsMessage(Side.Responder, payload))
        {
            HttpFields.Add(tree, at, payload);
        }
        else if (TlsFields.Claims(payload))
        {
            TlsFields.Add(tree, at, payload);
        }
        else if (Uses(packet, DnsPort) && payload.Length > 2 && ((payload[0] << 8) | payload[1]) == payload.Length - 2)
        {
            DnsFields.Add(tree, "dns", at + 2, payload[2..]);
        }
        else
        {
            tree.Note("May begin or go on in other segments: follow the stream to read it whole", at, payload.Length);
            DataFields.Add(tree, at, payload.Length);
        }
    }

    /// <summary>A segment of a stream whose protocol is known and shows no message here.</summary>
    public static void AddPart(FieldTree tree, in Packet packet, string stream)
    {
        if (!packet.Payload.IsEmpty)
        {
            var label =
                $"Payload of {stream} ({Plural.Of(packet.Payload.Length, "byte", "bytes")}), in which no message ends";
            tree.Note(label, packet.PayloadOffset, packet.Payload.Length);
        }
    }

    public static void AddUdp(FieldTree tree, in Packet packet)
    {
        var at = packet.PayloadOffset;
        var payload = packet.Payload;
        var name =
            Uses(packet, DnsPort) ? "dns"
            : Uses(packet, MulticastDnsPort) ? "mdns"
            : Uses(packet, LlmnrPort) ? "llmnr"
            : "";
        if (name.Length > 0 && DnsFields.Add(tree, name, at, payload))
        {
            return;
        }
        if (Uses(packet, NetbiosPort) && payload.Length > 0)
        {
            tree.BeginProtocol("nbns", "NetBIOS Name Service", at, payload.Length, at + payload.Length);
            tree.End();
            tree.Protocol = "NBNS";
            return;
        }
        DataFields.Add(tree, at, payload.Length);
    }

    private static bool Uses(in Packet packet, int port) => packet.SourcePort == port || packet.DestinationPort == port;
}
