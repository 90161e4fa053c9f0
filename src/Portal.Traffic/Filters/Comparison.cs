using Portal.Traffic.Fields;

namespace Portal.Traffic.Filters;

/// <summary>Orders values of one kind.</summary>
internal static class Comparison
{
    public static int Order(in FieldValue left, in FieldValue right) =>
        left.Kind switch
        {
            FieldKind.Unsigned or FieldKind.Boolean or FieldKind.Seconds or FieldKind.Time => left.Number.CompareTo(
                right.Number
            ),
            FieldKind.Text => string.CompareOrdinal(left.Text, right.Text),
            _ => left.Bytes.Span.SequenceCompareTo(right.Bytes.Span),
        };

    /// <summary>Only the prefix counts where the literal has one.</summary>
    public static int Order(in FieldValue left, Literal right)
    {
        if (right.PrefixBits is not { } bits)
        {
            return Order(left, right.Value);
        }
        var a = left.Bytes.Span;
        var b = right.Value.Bytes.Span;
        for (var i = 0; i < Math.Min(a.Length, b.Length) && bits > 0; i++, bits -= 8)
        {
            var mask = bits >= 8 ? 0xFF : 0xFF << (8 - bits) & 0xFF;
            if ((a[i] & mask) != (b[i] & mask))
            {
                return (a[i] & mask).CompareTo(b[i] & mask);
            }
        }
        return 0;
    }
}
