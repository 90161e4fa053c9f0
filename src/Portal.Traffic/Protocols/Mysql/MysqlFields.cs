using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Mysql;

/// <summary>What all packets have, and the encodings that their fields share, with Wireshark's names.</summary>
internal static class MysqlFields
{
    /// <summary>Letters of a statement in the packet list.</summary>
    private const int MaxInfo = 160;

    /// <summary>A packet of which only the header is shown: binary rows, parts of files, what plugins say.</summary>
    public static void AddOther(FieldTree tree, in FieldMessage message)
    {
        Begin(tree, message, "MySQL Protocol");
        tree.End();
    }

    /// <summary>What stands behind the header.</summary>
    public static ReadOnlySpan<byte> Payload(in FieldMessage message) =>
        message.Bytes[Math.Min(MysqlPacketReader.HeaderBytes, message.Bytes.Length)..];

    /// <summary>Opens the protocol and shows the header; the cursor stands behind it.</summary>
    public static FieldCursor Begin(FieldTree tree, in FieldMessage message, string label)
    {
        tree.Protocol = "MySQL";
        tree.Info = message.Side == Side.Originator ? "Request" : "Response";
        tree.BeginProtocol("mysql", label, message.At, message.Bytes.Length, message.End);
        var cursor = FieldCursor.LittleEndian(tree, message.At, message.Bytes);
        cursor.Number("mysql.packet_length", "Packet Length", 3);
        cursor.Number("mysql.packet_number", "Packet Number", 1);
        return cursor;
    }

    /// <summary>What the packet list says of a statement.</summary>
    public static string Information(string type, string text) =>
        text.Length > MaxInfo ? $"{type} {text.AsSpan(0, MaxInfo)}…" : $"{type} {text}";

    /// <summary>A number of variable length; null for NULL or when it does not fit.</summary>
    public static ulong? Number(ref FieldCursor cursor, string name, string label)
    {
        var number = new MysqlNumber(cursor.Rest);
        var place = cursor.At;
        cursor.Skip(number.Length == 0 ? -1 : number.Length);
        if (cursor.Failed || number.IsNull)
        {
            return null;
        }
        cursor.Tree.Number(name, label, number.Value, place, number.Length);
        return number.Value;
    }

    /// <summary>A text behind its length; NULL is shown as such.</summary>
    public static string Text(ref FieldCursor cursor, string name, string label)
    {
        var number = new MysqlNumber(cursor.Rest);
        var place = cursor.At;
        cursor.Skip(number.Length == 0 ? -1 : number.Length);
        if (cursor.Failed)
        {
            return "";
        }
        if (number.IsNull)
        {
            cursor.Tree.Text(name, label, "NULL", place, 1);
            return "";
        }
        return cursor.Text(name, label, (int)Math.Min(number.Value, int.MaxValue));
    }

    /// <summary>Text up to a NUL or to the end, where some clients leave the NUL out.</summary>
    public static string TextToNulOrEnd(ref FieldCursor cursor, string name, string label)
    {
        if (cursor.Rest.Contains((byte)0))
        {
            return cursor.TextToNul(name, label);
        }
        var length = cursor.Remaining;
        return length == 0 ? "" : cursor.Text(name, label, length);
    }

    /// <summary>A set of flags in two bytes.</summary>
    public static uint Flags(
        ref FieldCursor cursor,
        string name,
        string label,
        ReadOnlySpan<(string Name, string Label, int Mask)> flags
    )
    {
        var (tree, place) = (cursor.Tree, cursor.At);
        var value = (uint)cursor.Read(2);
        if (cursor.Failed)
        {
            return 0;
        }
        tree.Begin(name, $"{label}: 0x{value:x4}", FieldValue.OfNumber(value), place, 2);
        foreach (var flag in flags)
        {
            tree.Flag(flag.Name, flag.Label, (value & flag.Mask) != 0, place, 2);
        }
        tree.End();
        return value;
    }

    public static uint Status(ref FieldCursor cursor) =>
        Flags(ref cursor, "mysql.server_status", "Server Status", MysqlFlags.Status);
}
