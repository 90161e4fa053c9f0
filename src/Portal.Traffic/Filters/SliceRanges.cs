using System.Globalization;

namespace Portal.Traffic.Filters;

/// <summary>The ranges of a slice: <c>i:length</c>, <c>i-j</c>, <c>:length</c>, <c>i:</c> and <c>i</c>, joined by commas.</summary>
internal sealed class SliceRanges
{
    private readonly List<(int Start, int? Length, int? Last)> _ranges = [];

    public SliceRanges(Token token)
    {
        foreach (var part in token.Text.Split(',', StringSplitOptions.TrimEntries))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            var dash = part.LastIndexOf('-');
            if (colon >= 0)
            {
                var start = colon == 0 ? 0 : Number(token, part[..colon]);
                int? length = colon == part.Length - 1 ? null : Number(token, part[(colon + 1)..]);
                _ranges.Add((start, length, null));
            }
            else if (dash > 0)
            {
                _ranges.Add((Number(token, part[..dash]), null, Number(token, part[(dash + 1)..])));
            }
            else
            {
                _ranges.Add((Number(token, part), 1, null));
            }
        }
    }

    /// <summary>The bytes of all ranges together; null if one lies outside, so that the value takes no part.</summary>
    public byte[]? Cut(ReadOnlySpan<byte> bytes)
    {
        var result = new List<byte>();
        foreach (var (first, length, last) in _ranges)
        {
            var start = first < 0 ? bytes.Length + first : first;
            long end =
                last is { } l ? (l < 0 ? bytes.Length + l : l) + 1L
                : length is { } n ? start + (long)n
                : bytes.Length;
            if (start < 0 || end < start || end > bytes.Length)
            {
                return null;
            }
            result.AddRange(bytes[start..(int)end]);
        }
        return [.. result];
    }

    private static int Number(Token token, string text) =>
        int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FilterException(token.Column, $"\"[{token.Text}]\" is not a slice such as [0:3], [1-2] or [4]");
}
