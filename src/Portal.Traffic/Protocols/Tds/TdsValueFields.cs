using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Tds;

/// <summary>A value of a parameter or of a row's column (MS-TDS §2.2.5.5).</summary>
internal static class TdsValueFields
{
    private const long NullShort = 0xFFFF;

    /// <summary>Adds the value and moves behind it; false when it is not whole.</summary>
    public static bool TryAdd(in TdsType type, ref FieldBlock rest)
    {
        switch (type.Layout)
        {
            case TdsLayout.Fixed:
                return TryTake(type, ref rest, 0, (int)type.Size);
            case TdsLayout.ByteLength when rest.Has(0, 1):
                var length = (int)rest.Number("tds.type_varbyte.length", "Length", 0, 1);
                return TryTake(type, ref rest, 1, length);
            case TdsLayout.ShortLength when rest.Has(0, 2):
                var bytes = rest.Number("tds.type_varbyte.length", "Length", 0, 2);
                if (bytes == NullShort)
                {
                    rest = rest.From(2);
                    return true;
                }
                return TryTake(type, ref rest, 2, (int)bytes);
            case TdsLayout.Chunks:
                return TrySkipChunks(ref rest);
            default:
                return false;
        }
    }

    private static bool TryTake(in TdsType type, ref FieldBlock rest, int at, int length)
    {
        if (!rest.Has(at, length))
        {
            return false;
        }
        if (type.IsText && (length > 0 || type.Layout == TdsLayout.ShortLength))
        {
            var encoding = type.IsWide ? Encoding.Unicode : Encoding.Latin1;
            var text = encoding.GetString(rest.Bytes.Slice(at, length));
            rest.Tree.Text("tds.type_varbyte.data.string", "Data", text, rest.At + at, length);
        }
        else if (type.Code is 0x30 or 0x34 or 0x38 or 0x26 && length is 1 or 2 or 4)
        {
            rest.Number("tds.type_varbyte.data.int", "Data", at, length);
        }
        rest = rest.From(at + length);
        return true;
    }

    private static bool TrySkipChunks(ref FieldBlock rest)
    {
        const long unknown = -2;
        const long none = -1;
        if (!rest.Has(0, 8))
        {
            return false;
        }
        var total = rest.Read(0, 8);
        rest = rest.From(8);
        if (total == none)
        {
            return true;
        }
        if (total is < 0 and not unknown)
        {
            return false;
        }
        while (rest.Has(0, 4))
        {
            var length = rest.Read(0, 4);
            if (length > rest.Length - 4)
            {
                return false;
            }
            rest = rest.From(4 + length);
            if (length == 0)
            {
                return true;
            }
        }
        return false;
    }
}
