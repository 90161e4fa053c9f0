using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Tds;

/// <summary>The columns of a result (MS-TDS §2.2.7.4) and its rows (§2.2.7.19, §2.2.7.15).</summary>
internal static class TdsColumnFields
{
    /// <summary>A result has no columns, as when a statement is only prepared.</summary>
    private const int NoColumns = 0xFFFF;

    /// <summary>Moves behind the columns; false when one is not known.</summary>
    public static bool TryAdd(ref FieldBlock rest, List<TdsType> columns, TdsMessage message)
    {
        columns.Clear();
        var count = rest.Number("tds.colmetadata.columns", "Columns", 0, 2);
        if (!rest.Has(0, 2))
        {
            return false;
        }
        rest = rest.From(2);
        for (var i = 0; i < count && count != NoColumns; i++)
        {
            if (!TryAddColumn(ref rest, columns, message.HasLongCounts ? 4 : 2))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Moves behind the row; false when it is not whole.</summary>
    /// <param name="rest">From the row's first value on.</param>
    /// <param name="columns">The types.</param>
    /// <param name="hasNulls">A bit for each column says that it has no value.</param>
    public static bool TryAddRow(ref FieldBlock rest, List<TdsType> columns, bool hasNulls)
    {
        if (columns.Count == 0)
        {
            return false;
        }
        var nulls = hasNulls ? rest.Part(0, (columns.Count + 7) / 8) : default;
        rest = rest.From(nulls.Length);
        for (var i = 0; i < columns.Count; i++)
        {
            var isNull = hasNulls && (nulls.Read(i / 8, 1) & (1 << (i % 8))) != 0;
            if (!isNull && !TdsValueFields.TryAdd(columns[i], ref rest))
            {
                return false;
            }
        }
        return true;
    }

    private static bool TryAddColumn(ref FieldBlock rest, List<TdsType> columns, int userTypeBytes)
    {
        var at = userTypeBytes + 2;
        if (!TdsType.TryParse(rest.From(at).Bytes, out var type))
        {
            return false;
        }
        rest.Tree.Begin("", $"Column {columns.Count + 1}", default, rest.At, at + type.Length);
        rest.Number("tds.colmetadata.usertype", "Usertype", 0, userTypeBytes);
        rest.Hex("tds.colmetadata.results_token_flags", "Flags", userTypeBytes, 2);
        var description = rest.From(at);
        description.Number("tds.colmetadata.results_token_type", "Type", 0, 1);
        switch (type.Layout)
        {
            case TdsLayout.ByteLength when type.Code is not (0x28 or 0x29 or 0x2A or 0x2B):
                description.Number("tds.colmetadata.type_size", "Type size", 1, 1);
                break;
            case TdsLayout.ShortLength or TdsLayout.Chunks:
                description.Hex("tds.colmetadata.large_type_size", "Large type size", 1, 2);
                break;
            default:
                break;
        }
        if (type.HasPrecision)
        {
            description.Number("tds.colmetadata.precision", "Precision", 2, 1);
            description.Number("tds.colmetadata.scale", "Scale", 3, 1);
        }
        if (type.HasCollation)
        {
            description.Number("tds.colmetadata.collate_codepage", "Collate codepage", 3, 2);
            description.Hex("tds.colmetadata.collate_flags", "Collate flags", 5, 2);
            description.Number("tds.colmetadata.collate_charset_id", "Collate charset ID", 7, 1);
        }
        rest = rest.From(at + type.Length);
        var length = rest.Number("tds.colmetadata.colname_length", "Column name length", 0, 1) * 2;
        var isWhole = rest.Has(0, 1) && rest.Has(1, (int)length);
        if (isWhole && length > 0)
        {
            rest.Utf16("tds.colmetadata.colname", "Column Name", 1, length);
        }
        rest.Tree.End();
        rest = rest.From(1 + length);
        columns.Add(type);
        return isWhole;
    }
}
