using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols;

/// <summary>
/// The answer to a digest challenge, as HTTP (RFC 7616 §3.4), SIP (RFC 3261 §22.4) and SASL (RFC 2831 §2.1.2) write it:
/// <c>name="value"</c> between commas. The response proves a password and does not show it.
/// </summary>
/// <param name="User">Unescaped; null when absent.</param>
/// <param name="Realm">Null when absent.</param>
/// <param name="Response">Where the response stands in the text.</param>
internal readonly record struct DigestAuthorization(string? User, string? Realm, Range Response)
{
    /// <summary>RFC 7616 has eleven parameters; a hostile header could have thousands.</summary>
    private const int MaxParameters = 64;

    /// <summary>Reads what follows the word <c>Digest</c>; false without a response.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out DigestAuthorization digest)
    {
        string? user = null;
        string? realm = null;
        Range? response = null;
        var position = 0;
        for (var i = 0; i < MaxParameters && TryTake(text, ref position, out var name, out var value); i++)
        {
            var key = text[name];
            if (System.Text.Ascii.EqualsIgnoreCase(key, "username"u8))
            {
                user = ZeekText.Decode(text[value]);
            }
            else if (System.Text.Ascii.EqualsIgnoreCase(key, "realm"u8))
            {
                realm = ZeekText.Decode(text[value]);
            }
            else if (System.Text.Ascii.EqualsIgnoreCase(key, "response"u8))
            {
                response = value;
            }
        }
        digest = new DigestAuthorization(user, realm, response ?? ..0);
        return response is { } found && !text[found].IsEmpty;
    }

    /// <summary>The next <c>name=value</c>; a quoted value may hold commas.</summary>
    private static bool TryTake(ReadOnlySpan<byte> text, ref int position, out Range name, out Range value)
    {
        (name, value) = (..0, ..0);
        position += text[position..].IndexOfAnyExcept(" \t\r\n,"u8) is >= 0 and var blanks
            ? blanks
            : text.Length - position;
        var equals = text[position..].IndexOf((byte)'=');
        if (equals <= 0)
        {
            return false;
        }
        name = position..(position + text.Slice(position, equals).TrimEnd(" \t"u8).Length);
        var start = position + equals + 1;
        start += text[start..].IndexOfAnyExcept(" \t"u8) is >= 0 and var padding ? padding : text.Length - start;
        var isQuoted = start < text.Length && text[start] == '"';
        start += isQuoted ? 1 : 0;
        var end = start;
        while (end < text.Length && !(isQuoted ? text[end] == '"' : text[end] is (byte)',' or (byte)' '))
        {
            end += isQuoted && text[end] == '\\' && end + 1 < text.Length ? 2 : 1;
        }
        value = start..end;
        position = Math.Min(text.Length, end + (isQuoted ? 1 : 0));
        return true;
    }
}
