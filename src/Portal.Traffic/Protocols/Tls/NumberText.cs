namespace Portal.Traffic.Protocols.Tls;

/// <summary>Numbers of a hello as ASCII text, as the fingerprints digest them; GREASE is left out.</summary>
/// <param name="text">Takes <see cref="MaxDigits"/> and a separator for each number.</param>
internal ref struct NumberText(Span<byte> text)
{
    /// <summary>65535 in decimal; in hexadecimal there are fewer.</summary>
    public const int MaxDigits = 5;

    private readonly Span<byte> _text = text;
    private int _length;

    public readonly ReadOnlySpan<byte> Written => _text[.._length];

    public void Append(byte separator) => _text[_length++] = separator;

    /// <param name="format">Of .NET, for example <c>x4</c>; empty for decimal.</param>
    public void Append(ushort number, ReadOnlySpan<char> format = default)
    {
        number.TryFormat(_text[_length..], out var written, format, System.Globalization.CultureInfo.InvariantCulture);
        _length += written;
    }

    public void Append(ReadOnlySpan<ushort> numbers, byte separator, ReadOnlySpan<char> format = default)
    {
        var isFirst = true;
        foreach (var number in numbers)
        {
            if (Grease.Is(number))
            {
                continue;
            }
            if (!isFirst)
            {
                Append(separator);
            }
            isFirst = false;
            Append(number, format);
        }
    }
}
