using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Mysql;

/// <summary>
/// What a client says of a statement besides ("COM_QUERY" with <c>CLIENT_QUERY_ATTRIBUTES</c> in the MySQL documentation):
/// how many attributes and sets; with any, a bit for each that is NULL, a byte, their types and names, and their values.
/// </summary>
internal static class MysqlAttributes
{
    public const uint Capability = 0x800_0000;

    /// <summary>Fails the cursor where the statement's beginning cannot be known.</summary>
    public static void Add(ref FieldCursor cursor)
    {
        var count = (int)
            Math.Min(MysqlFields.Number(ref cursor, "mysql.query_attrs_count", "Count") ?? 0, int.MaxValue);
        cursor.Skip(new MysqlNumber(cursor.Rest).Length); // sets, always one
        if (count == 0)
        {
            return;
        }
        var nulls = cursor.Take((count + 7) / 8);
        cursor.Skip(1);
        if (cursor.Failed)
        {
            return;
        }
        // Each has a byte at least, so that there are no more than the packet has bits.
        var types = new int[count];
        for (var i = 0; i < count && !cursor.Failed; i++)
        {
            // A type and its flags: Wireshark reads both as one number, the type first.
            types[i] = cursor.Rest is [var type, ..] ? type : 0;
            cursor.Block(2).BigEndian().Hex("mysql.query_attr_name_type", "Attribute Name Type", 0, 2);
            MysqlFields.Text(ref cursor, "mysql.query_attr_name", "Attribute Name");
        }
        for (var i = 0; i < count && !cursor.Failed; i++)
        {
            if ((nulls[i / 8] & (1 << (i % 8))) == 0)
            {
                AddValue(ref cursor, types[i]);
            }
        }
    }

    private static void AddValue(ref FieldCursor cursor, int type)
    {
        var size = type switch
        {
            0x01 => 1,
            0x02 or 0x0D => 2,
            0x03 or 0x04 or 0x09 => 4,
            0x05 or 0x08 => 8,
            _ => 0,
        };
        if (size > 0)
        {
            cursor.Skip(size);
        }
        else
        {
            MysqlFields.Text(ref cursor, "mysql.query_attr_value", "Attribute Value");
        }
    }
}
