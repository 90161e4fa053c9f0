using System.Globalization;

namespace Portal.Traffic.Files;

/// <summary>How one type of file begins.</summary>
internal sealed class MimeSignature
{
    private readonly (byte Low, byte High)[] _octets;

    /// <param name="line">Strength, offset, type, pattern: two hexadecimal digits an octet, <c>..</c> any, <c>30-39</c> a range.</param>
    public MimeSignature(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Strength = int.Parse(words[0], CultureInfo.InvariantCulture);
        Offset = int.Parse(words[1], CultureInfo.InvariantCulture);
        MimeType = words[2];
        _octets = [.. words.Skip(3).Select(ReadOctet)];
    }

    /// <summary>Of several that match, the strongest wins.</summary>
    public int Strength { get; }

    public int Offset { get; }

    public string MimeType { get; }

    public bool Matches(ReadOnlySpan<byte> head)
    {
        if (head.Length < Offset + _octets.Length)
        {
            return false;
        }
        for (var i = 0; i < _octets.Length; i++)
        {
            var octet = head[Offset + i];
            if (octet < _octets[i].Low || octet > _octets[i].High)
            {
                return false;
            }
        }
        return true;
    }

    private static (byte Low, byte High) ReadOctet(string word) =>
        word is ".." ? ((byte)0, (byte)0xFF)
        : word.Split('-') is [var low, var high] ? (ReadHex(low), ReadHex(high))
        : (ReadHex(word), ReadHex(word));

    private static byte ReadHex(string digits) =>
        byte.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
