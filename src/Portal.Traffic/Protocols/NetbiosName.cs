namespace Portal.Traffic.Protocols;

/// <summary>The first-level encoding of NetBIOS names (RFC 1001 §14.1): 16 bytes as 32 letters from A to P.</summary>
public static class NetbiosName
{
    private const int EncodedLength = 32;

    /// <summary>Fifteen characters of name; the sixteenth byte tells the kind of service.</summary>
    private const int NameLength = 15;

    /// <summary>The name without its padding; null if the text is not encoded this way.</summary>
    public static string? Decode(string encoded)
    {
        Span<byte> name = stackalloc byte[EncodedLength / 2];
        return TryRead(encoded, name)
            ? Records.ZeekText.Decode(name[..NameLength].TrimEnd([(byte)0, (byte)' ']))
            : null;
    }

    /// <summary>The sixteen bytes; false if the text is not encoded this way.</summary>
    public static bool TryRead(string encoded, Span<byte> name)
    {
        if (encoded.Length < EncodedLength || (encoded.Length > EncodedLength && encoded[EncodedLength] != '.'))
        {
            return false;
        }
        for (var i = 0; i < EncodedLength / 2; i++)
        {
            var (high, low) = ((encoded[2 * i] | 0x20) - 'a', (encoded[2 * i + 1] | 0x20) - 'a');
            if (high is < 0 or > 15 || low is < 0 or > 15)
            {
                return false;
            }
            name[i] = (byte)(high << 4 | low);
        }
        return true;
    }
}
