namespace Portal.Traffic.Protocols.Http;

/// <summary>
/// The Huffman code of HPACK (RFC 7541, appendix B). It is canonical: codes count up by length, then by symbol, so that the
/// lengths alone define it.
/// </summary>
internal static class HpackHuffman
{
    private const int EndOfString = 256;
    private const int MaxBits = 30;

    /// <summary>Bits of the code of each octet, and last of the end of string.</summary>
    private static readonly byte[] s_lengths =
    [
        13,
        23,
        28,
        28,
        28,
        28,
        28,
        28,
        28,
        24,
        30,
        28,
        28,
        30,
        28,
        28,
        28,
        28,
        28,
        28,
        28,
        28,
        30,
        28,
        28,
        28,
        28,
        28,
        28,
        28,
        28,
        28,
        6,
        10,
        10,
        12,
        13,
        6,
        8,
        11,
        10,
        10,
        8,
        11,
        8,
        6,
        6,
        6,
        5,
        5,
        5,
        6,
        6,
        6,
        6,
        6,
        6,
        6,
        7,
        8,
        15,
        6,
        12,
        10,
        13,
        6,
        7,
        7,
        7,
        7,
        7,
        7,
        7,
        7,
        7,
        7,
        7,
        7,
        7,
        7,
        7,
        7,
        7,
        7,
        7,
        7,
        7,
        7,
        8,
        7,
        8,
        13,
        19,
        13,
        14,
        6,
        15,
        5,
        6,
        5,
        6,
        5,
        6,
        6,
        6,
        5,
        7,
        7,
        6,
        6,
        6,
        5,
        6,
        7,
        6,
        5,
        5,
        6,
        7,
        7,
        7,
        7,
        7,
        15,
        11,
        14,
        13,
        28,
        20,
        22,
        20,
        20,
        22,
        22,
        22,
        23,
        22,
        23,
        23,
        23,
        23,
        23,
        24,
        23,
        24,
        24,
        22,
        23,
        24,
        23,
        23,
        23,
        23,
        21,
        22,
        23,
        22,
        23,
        23,
        24,
        22,
        21,
        20,
        22,
        22,
        23,
        23,
        21,
        23,
        22,
        22,
        24,
        21,
        22,
        23,
        23,
        21,
        21,
        22,
        21,
        23,
        22,
        23,
        23,
        20,
        22,
        22,
        22,
        23,
        22,
        22,
        23,
        26,
        26,
        20,
        19,
        22,
        23,
        22,
        25,
        26,
        26,
        26,
        27,
        27,
        26,
        24,
        25,
        19,
        21,
        26,
        27,
        27,
        26,
        27,
        24,
        21,
        21,
        26,
        26,
        28,
        27,
        27,
        27,
        20,
        24,
        20,
        21,
        22,
        21,
        21,
        23,
        22,
        22,
        25,
        25,
        24,
        24,
        26,
        23,
        26,
        27,
        26,
        26,
        27,
        27,
        27,
        27,
        27,
        28,
        27,
        27,
        27,
        27,
        27,
        26,
        30,
    ];

    /// <summary>Symbols by length, then by value; and for each length the first code and where its symbols begin.</summary>
    private static readonly ushort[] s_symbols =
    [
        .. Enumerable.Range(0, s_lengths.Length).OrderBy(symbol => s_lengths[symbol]).Select(symbol => (ushort)symbol),
    ];
    private static readonly (uint FirstCode, int FirstIndex, int Count)[] s_byLength = Build();

    /// <summary>Decodes a string; false when a code is cut, padding is too long or not of ones, or more than the limit comes out.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> coded, int maxBytes, List<byte> decoded)
    {
        uint code = 0;
        var bits = 0;
        foreach (var octet in coded)
        {
            for (var bit = 7; bit >= 0; bit--)
            {
                code = code << 1 | (uint)(octet >> bit & 1);
                bits++;
                var (first, index, count) = s_byLength[bits];
                if (code - first < count && code >= first)
                {
                    var symbol = s_symbols[index + (int)(code - first)];
                    if (symbol == EndOfString || decoded.Count == maxBytes)
                    {
                        return false;
                    }
                    decoded.Add((byte)symbol);
                    (code, bits) = (0, 0);
                }
                else if (bits == MaxBits)
                {
                    return false;
                }
            }
        }
        // RFC 7541 §5.2: up to seven bits of ones may fill the last octet.
        return bits < 8 && code == (1u << bits) - 1;
    }

    private static (uint FirstCode, int FirstIndex, int Count)[] Build()
    {
        var byLength = new (uint FirstCode, int FirstIndex, int Count)[MaxBits + 1];
        uint code = 0;
        var index = 0;
        for (var length = 1; length <= MaxBits; length++)
        {
            var count = s_lengths.Count(bits => bits == length);
            byLength[length] = (code, index, count);
            code = (code + (uint)count) << 1;
            index += count;
        }
        return byLength;
    }
}
