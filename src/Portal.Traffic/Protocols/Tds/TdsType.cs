using System.Buffers.Binary;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Tds;

/// <summary>A type of data (MS-TDS §2.2.5.4, §2.2.5.6), which says how values are laid out.</summary>
/// <param name="Code">The type's number.</param>
/// <param name="Layout">How long values are.</param>
/// <param name="Size">Bytes of a value, at most when they vary.</param>
/// <param name="Length">Bytes of the description.</param>
internal readonly record struct TdsType(byte Code, TdsLayout Layout, uint Size, int Length)
{
    private const int CollationBytes = 5;
    private const ushort Unlimited = 0xFFFF;

    public bool HasCollation => Code is 0xA7 or 0xAF or 0xE7 or 0xEF;

    public bool HasPrecision => Code is 0x37 or 0x3F or 0x6A or 0x6C;

    /// <summary>Letters of two bytes.</summary>
    public bool IsWide => Code is 0xE7 or 0xEF;

    public bool IsText => IsWide || Code is 0xA7 or 0xAF or 0x27 or 0x2F;

    /// <summary>False for what is not whole, not known, or laid out in a way of its own (texts, variants, user's types).</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out TdsType type)
    {
        type = default;
        if (bytes.IsEmpty)
        {
            return false;
        }
        var code = bytes[0];
        if (FixedSize(code) is { } size)
        {
            type = new TdsType(code, TdsLayout.Fixed, size, 1);
            return true;
        }
        switch (code)
        {
            case 0x24 or 0x26 or 0x68 or 0x6D or 0x6E or 0x6F or 0x25 or 0x27 or 0x2D or 0x2F when bytes.Length >= 2:
                type = new TdsType(code, TdsLayout.ByteLength, bytes[1], 2);
                return true;
            case 0x37 or 0x3F or 0x6A or 0x6C when bytes.Length >= 4:
                type = new TdsType(code, TdsLayout.ByteLength, bytes[1], 4);
                return true;
            case 0x28:
                type = new TdsType(code, TdsLayout.ByteLength, 3, 1);
                return true;
            case 0x29 or 0x2A or 0x2B when bytes.Length >= 2:
                type = new TdsType(code, TdsLayout.ByteLength, bytes[1], 2);
                return true;
            case 0xA5 or 0xA7 or 0xAD or 0xAF or 0xE7 or 0xEF when bytes.Length >= 3:
                var most = BinaryPrimitives.ReadUInt16LittleEndian(bytes[1..]);
                var layout = most == Unlimited ? TdsLayout.Chunks : TdsLayout.ShortLength;
                var length = 3 + (code is 0xA7 or 0xAF or 0xE7 or 0xEF ? CollationBytes : 0);
                type = new TdsType(code, layout, most, length);
                return bytes.Length >= length;
            default:
                return false;
        }
    }

    /// <summary>Adds the description as a parameter has it.</summary>
    public void AddInfo(in FieldBlock block)
    {
        block.Hex("tds.type_info.type", "Type", 0, 1);
        switch (Layout)
        {
            case TdsLayout.ByteLength when Code is not (0x28 or 0x29 or 0x2A or 0x2B):
                block.Number("tds.type_info.varlen", "Maximal length", 1, 1);
                break;
            case TdsLayout.ShortLength or TdsLayout.Chunks:
                block.Number("tds.type_info.varlen", "Maximal length", 1, 2);
                break;
            default:
                break;
        }
        if (HasPrecision)
        {
            block.Number("tds.type_info.precision", "Precision", 2, 1);
            block.Number("tds.type_info.scale", "Scale", 3, 1);
        }
        if (HasCollation)
        {
            block.Tree.Hex("tds.type_info.collation.lcid", "LCID", block.Read(3, 4) & 0xF_FFFF, 5, block.At + 3, 4);
            block.Number("tds.type_info.collation.sortid", "SortId", 7, 1);
        }
    }

    private static uint? FixedSize(byte code) =>
        code switch
        {
            0x1F => 0,
            0x30 or 0x32 => 1,
            0x34 => 2,
            0x38 or 0x3A or 0x3B or 0x7A => 4,
            0x3C or 0x3D or 0x3E or 0x7F => 8,
            _ => null,
        };
}
