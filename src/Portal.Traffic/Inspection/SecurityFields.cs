using Portal.Traffic.Fields;

namespace Portal.Traffic.Inspection;

/// <summary>The authentication header of IPsec (RFC 4302 §2).</summary>
internal static class SecurityFields
{
    private const int ChecksumAt = 12;

    /// <param name="tree">Takes the lines.</param>
    /// <param name="at">Where the header begins in the frame; it may be cut.</param>
    public static void AddAuthentication(FieldTree tree, int at)
    {
        var all = new FieldBlock(tree, at, tree.Bytes.Span[Math.Min(at, tree.Bytes.Length)..], isLittleEndian: false);
        if (!all.Has(0, ChecksumAt))
        {
            return;
        }
        var length = (int)(all.Read(1, 1) + 2) * 4; // §2.2: in words of four bytes, less two
        var block = all.Part(0, length);
        tree.Protocol = "AH";
        tree.BeginProtocol("ah", "Authentication Header", at, block.Length, tree.Bytes.Length);
        block.Number("ah.next_header", "Next header", 0, 1);
        block.Number("ah.length", "Length", 1, 1);
        block.Raw(FieldKind.Bytes, "ah.reserved", "Reserved", 2, 2);
        block.Hex("ah.spi", "AH SPI", 4, 4);
        block.Number("ah.sequence", "AH Sequence", 8, 4);
        if (block.Length > ChecksumAt)
        {
            block.Raw(FieldKind.Bytes, "ah.icv", "AH ICV", ChecksumAt, block.Length - ChecksumAt);
        }
        tree.End();
    }
}
