using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.BitTorrent;

/// <summary>What peers say to each other (BEP 3, BEP 5, BEP 10).</summary>
internal static class BitTorrentFields
{
    private static readonly string[] s_types =
    [
        "Choke",
        "Unchoke",
        "Interested",
        "Not Interested",
        "Have",
        "Bitfield",
        "Request",
        "Piece",
        "Cancel",
        "Port",
    ];

    public static void AddHandshake(FieldTree tree, in FieldMessage message)
    {
        const int nameBytes = 19;
        var block = Begin(tree, message);
        tree.Info = "Handshake";
        block.Number("bittorrent.protocol.name.length", "Protocol Name Length", 0, 1);
        if (block.Has(1, nameBytes))
        {
            var name = Encoding.ASCII.GetString(block.Bytes.Slice(1, nameBytes));
            tree.Text("bittorrent.protocol.name", "Protocol Name", name, block.At + 1, nameBytes);
        }
        block.Raw(FieldKind.Bytes, "bittorrent.reserved", "Reserved Extension Bytes", 20, 8);
        block.Raw(FieldKind.Bytes, "bittorrent.info_hash", "SHA1 Hash of info dictionary", 28, 20);
        block.Raw(FieldKind.Bytes, "bittorrent.peer_id", "Peer ID", 48, 20);
        tree.End();
    }

    /// <summary><c>32 bits of length, type, the rest</c>; without a type it keeps the connection alive.</summary>
    public static void AddMessage(FieldTree tree, in FieldMessage message)
    {
        const int bodyOffset = 5;
        var block = Begin(tree, message);
        if (block.Length < bodyOffset)
        {
            tree.Info = "KeepAlive";
            tree.Note("Keep alive", message.At, message.Bytes.Length);
            tree.End();
            return;
        }
        var type = block.Bytes[4];
        tree.Info =
            type < s_types.Length ? s_types[type]
            : type == 20 ? "Extended"
            : "Unknown";
        block.Number("bittorrent.msg.length", "Message Length", 0, 4);
        block.Named("bittorrent.msg.type", "Message Type", tree.Info, 4, 1);
        var body = block.From(bodyOffset);
        switch (type)
        {
            case 4:
                body.Hex("bittorrent.piece.index", "Piece index", 0, 4);
                break;
            case 5 when body.Length > 0:
                body.Raw(FieldKind.Bytes, "bittorrent.msg.bitfield", "Bitfield data", 0, body.Length);
                break;
            case 6 or 8:
                body.Hex("bittorrent.piece.index", "Piece index", 0, 4);
                body.Hex("bittorrent.piece.begin", "Begin offset of piece", 4, 4);
                body.Hex("bittorrent.piece.length", "Piece Length", 8, 4);
                break;
            case 7:
                body.Hex("bittorrent.piece.index", "Piece index", 0, 4);
                body.Hex("bittorrent.piece.begin", "Begin offset of piece", 4, 4);
                if (body.Length > 8)
                {
                    body.Raw(FieldKind.Bytes, "bittorrent.piece.data", "Data in a piece", 8, body.Length - 8);
                }
                break;
            case 9:
                body.Number("bittorrent.port", "Port", 0, 2);
                break;
            case 20:
                body.Number("bittorrent.extended.id", "Extended Message ID", 0, 1);
                break;
            default:
                break;
        }
        tree.End();
    }

    private static FieldBlock Begin(FieldTree tree, in FieldMessage message)
    {
        tree.Protocol = "BitTorrent";
        tree.BeginProtocol("bittorrent", "BitTorrent", message.At, message.Bytes.Length, message.End);
        return new FieldBlock(tree, message.At, message.Bytes, isLittleEndian: false);
    }
}
