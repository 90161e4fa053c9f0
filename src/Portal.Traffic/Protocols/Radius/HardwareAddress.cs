namespace Portal.Traffic.Protocols.Radius;

/// <summary>Hardware addresses as network gear writes them.</summary>
internal static class HardwareAddress
{
    private const int Digits = 12;

    /// <summary><c>00:11:22:33:44:55</c> for <c>00-11-22-33-44-55</c>, <c>0011.2233.4455</c>, <c>001122334455</c>; empty for anything else.</summary>
    public static string Normalize(string text)
    {
        Span<char> digits = stackalloc char[Digits];
        var count = 0;
        foreach (var character in text)
        {
            if (char.IsAsciiHexDigit(character))
            {
                if (count == Digits)
                {
                    return "";
                }
                digits[count++] = char.ToLowerInvariant(character);
            }
            else if (character is not (':' or '-' or '.'))
            {
                return "";
            }
        }
        return count == Digits
            ? $"{digits[..2]}:{digits[2..4]}:{digits[4..6]}:{digits[6..8]}:{digits[8..10]}:{digits[10..]}"
            : "";
    }
}
