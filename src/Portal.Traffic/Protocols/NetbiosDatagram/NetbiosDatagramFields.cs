using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.NetbiosDatagram;

/// <summary>A message of the NetBIOS datagram service (RFC 1002 §4.4.1).</summary>
internal static class NetbiosDatagramFields
{
    private const int NameBytes = 16;
    private const int Error = 0x13;
    private const int FirstQuery = 0x14;

    public static void Add(FieldTree tree, in FieldMessage message)
    {
        var block = new FieldBlock(tree, message.At, message.Bytes, isLittleEndian: false);
        var type = (int)block.Read(0, 1);
        tree.Protocol = "NBDS";
        tree.Info = NameOf(type);
        tree.BeginProtocol("nbdgm", "NetBIOS Datagram Service", message.At, block.Length, message.End);
        block.Named("nbdgm.type", "Message Type", NameOf(type), 0, 1);
        block.Hex("nbdgm.flags", "Flags", 1, 1);
        block.Flag("nbdgm.next", "More fragments follow", 1, 1, 1);
        block.Flag("nbdgm.first", "This is first fragment", 1, 1, 2);
        block.Bits("nbdgm.node_type", "Node Type", 1, 1, 0x0C);
        block.Hex("nbdgm.dgram_id", "Datagram ID", 2, 2);
        block.Raw(FieldKind.Ipv4, "nbdgm.src.ip", "Source IP", 4, 4);
        block.Number("nbdgm.src.port", "Source Port", 8, 2);
        var names = 10;
        if (type == Error)
        {
            block.Hex("nbdgm.error_code", "Error code", 10, 1);
        }
        else if (type < Error)
        {
            block.Number("nbdgm.dgram_len", "Datagram length", 10, 2);
            block.Number("nbdgm.pkt_offset", "Packet offset", 12, 2);
            names = AddName(block, "nbdgm.source_name", "Source name", 14);
        }
        if (type != Error)
        {
            AddName(block, "nbdgm.destination_name", "Destination name", names);
        }
        tree.End();
    }

    /// <summary>Thirty-two letters and the labels of the scope; gives the place behind.</summary>
    private static int AddName(in FieldBlock block, string field, string label, int at)
    {
        const int encodedBytes = 2 * NameBytes;
        var reader = new ByteReader(block.From(at).Bytes);
        var length = reader.ReadByte();
        var letters = reader.Take(Math.Min((int)length, encodedBytes));
        while (reader.ReadByte() is > 0 and var scope)
        {
            reader.Skip(scope);
        }
        Span<byte> name = stackalloc byte[NameBytes];
        if (!reader.Failed && NetbiosName.TryRead(Encoding.Latin1.GetString(letters), name))
        {
            block.Tree.Text(field, label, NetbiosNameKinds.Show(name), block.At + at, reader.Position);
        }
        return at + reader.Position;
    }

    private static string NameOf(int type) =>
        type switch
        {
            0x10 => "Direct_unique datagram",
            0x11 => "Direct_group datagram",
            0x12 => "Broadcast datagram",
            Error => "Datagram error",
            FirstQuery => "Datagram query request",
            0x15 => "Datagram positive query response",
            0x16 => "Datagram negative query response",
            _ => "Unknown",
        };
}
