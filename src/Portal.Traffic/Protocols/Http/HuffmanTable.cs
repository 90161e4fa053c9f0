namespace Portal.Traffic.Protocols.Http;

/// <summary>The codes of one alphabet of DEFLATE (RFC 1951 §3.2.2), read from the low end of the bits.</summary>
internal sealed class HuffmanTable(int symbols)
{
    public const int MaxCodeBits = 15;

    /// <summary>Codes up to this length are one look; longer ones, which are rare, are followed bit by bit.</summary>
    private const int QuickBits = 10;

    private readonly ushort[] _quick = new ushort[1 << QuickBits]; // symbol << 4 | length; 0 for none
    private readonly ushort[] _counts = new ushort[MaxCodeBits + 1];
    private readonly ushort[] _ordered = new ushort[symbols];

    /// <summary>Takes the code length of each symbol, 0 for unused; false when there are more codes than fit.</summary>
    public bool TryBuild(ReadOnlySpan<byte> lengths)
    {
        Array.Clear(_counts);
        Array.Clear(_quick);
        foreach (var length in lengths)
        {
            _counts[length]++;
        }
        _counts[0] = 0;
        Span<ushort> offsets = stackalloc ushort[MaxCodeBits + 2];
        Span<int> codes = stackalloc int[MaxCodeBits + 2];
        var left = 1;
        for (var length = 1; length <= MaxCodeBits; length++)
        {
            left = (left << 1) - _counts[length];
            if (left < 0)
            {
                return false;
            }
            offsets[length + 1] = (ushort)(offsets[length] + _counts[length]);
            codes[length + 1] = (codes[length] + _counts[length]) << 1;
        }
        for (var symbol = 0; symbol < lengths.Length; symbol++)
        {
            int length = lengths[symbol];
            if (length == 0)
            {
                continue;
            }
            _ordered[offsets[length]++] = (ushort)symbol;
            var code = codes[length]++;
            if (length <= QuickBits)
            {
                for (var entry = Reverse(code, length); entry < _quick.Length; entry += 1 << length)
                {
                    _quick[entry] = (ushort)(symbol << 4 | length);
                }
            }
        }
        return true;
    }

    /// <summary>The symbol whose code the bits begin with, and the length of the code; a negative symbol when no code fits.</summary>
    public (int Symbol, int Length) Find(ulong bits)
    {
        var entry = _quick[bits & ((1 << QuickBits) - 1)];
        if (entry != 0)
        {
            return (entry >> 4, entry & 0xF);
        }
        int code = 0,
            first = 0,
            index = 0;
        for (var length = 1; length <= MaxCodeBits; length++)
        {
            code |= (int)(bits & 1);
            bits >>= 1;
            int count = _counts[length];
            if (code - count < first)
            {
                return (_ordered[index + code - first], length);
            }
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        return (-1, MaxCodeBits);
    }

    private static int Reverse(int code, int length)
    {
        var reversed = 0;
        for (var i = 0; i < length; i++)
        {
            reversed = reversed << 1 | (code >> i & 1);
        }
        return reversed;
    }
}
