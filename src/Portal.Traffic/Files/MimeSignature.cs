namespace Portal.Traffic.Files;

/// <summary>How one type of file begins.</summary>
/// <param name="MimeType">The name that Zeek gives it.</param>
/// <param name="Strength">Of several that match, the strongest wins.</param>
/// <param name="Offset">Where the pattern lies.</param>
/// <param name="Pattern">Hexadecimal bytes, <c>..</c> for any byte; blanks separate.</param>
internal sealed record MimeSignature(string MimeType, int Strength, int Offset, string Pattern)
{
    private readonly short[] _bytes = Parse(Pattern);

    public bool Matches(ReadOnlySpan<byte> head)
    {
        if (head.Length < Offset + _bytes.Length)
        {
            return false;
        }
        for (var i = 0; i < _bytes.Length; i++)
        {
            if (_bytes[i] >= 0 && _bytes[i] != head[Offset + i])
            {
                return false;
            }
        }
        return true;
    }

    private static short[] Parse(string pattern)
    {
        var digits = pattern.Replace(" ", "", StringComparison.Ordinal);
        var bytes = new short[digits.Length / 2];
        for (var i = 0; i < bytes.Length; i++)
        {
            var pair = digits.AsSpan(i * 2, 2);
            bytes[i] = pair is ".." ? (short)-1 : byte.Parse(pair, System.Globalization.NumberStyles.HexNumber);
        }
        return bytes;
    }
}
