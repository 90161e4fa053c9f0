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

    /// <summary>The statement behind the attributes; as it is where they cannot be read.</summary>
    public static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> argument)
    {
        var counted = new MysqlNumber(argument);
        var sets = new MysqlNumber(argument[counted.Length..]);
        var rest = argument[(counted.Length + sets.Length)..];
        if (counted.Value == 0)
        {
            return rest;
        }
        // Each has a byte at least, so that there are no more than bytes.
        if (counted.Value > (ulong)rest.Length || rest.Length <= (int)(counted.Value + 7) / 8)
        {
            return argument;
        }
        var count = (int)counted.Value;
        var nulls = rest[..((count + 7) / 8)];
        rest = rest[(nulls.Length + 1)..];
        var types = new byte[count];
        for (var i = 0; i < count; i++)
        {
            if (rest.Length < 2 || !TrySkipText(rest[2..], out var behind))
            {
                return argument;
            }
            types[i] = rest[0];
            rest = behind;
        }
        for (var i = 0; i < count; i++)
        {
            if ((nulls[i / 8] & (1 << (i % 8))) != 0)
            {
                continue;
            }
            var size = SizeOf(types[i]);
            if (size > rest.Length)
            {
                return argument;
            }
            var behind = rest[size..];
            if (size == 0 && !TrySkipText(rest, out behind))
            {
                return argument;
            }
            rest = behind;
        }
        return rest;
    }

    private static bool TrySkipText(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> behind)
    {
        var length = new MysqlNumber(bytes);
        var text = bytes[length.Length..];
        var isThere = length.Length > 0 && length.Value <= (ulong)text.Length;
        behind = isThere ? text[(int)length.Value..] : default;
        return isThere;
    }

    /// <summary>Bytes of a value; 0 for one that has its length before it.</summary>
    private static int SizeOf(int type) =>
        type switch
        {
            0x01 => 1,
            0x02 or 0x0D => 2,
            0x03 or 0x04 or 0x09 => 4,
            0x05 or 0x08 => 8,
            _ => 0,
        };

    private static void AddValue(ref FieldCursor cursor, int type)
    {
        var size = SizeOf(type);
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
