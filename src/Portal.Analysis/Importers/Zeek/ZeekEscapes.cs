namespace Portal.Analysis.Importers.Zeek;

/// <summary>Zeek's escapes in its text logs: <c>\xNN</c> for a byte and <c>\\</c> for a backslash.</summary>
internal static class ZeekEscapes
{
    /// <summary>
    /// Undoes the escapes; a backslash that begins none stays. <paramref name="output"/> is at least as long as the text and
    /// may be the text itself.
    /// </summary>
    /// <returns>Length of what was written.</returns>
    public static int Unescape(ReadOnlySpan<byte> text, Span<byte> output)
    {
        var length = 0;
        for (var i = 0; i < text.Length; )
        {
            if (text[i] == '\\' && i + 1 < text.Length)
            {
                if (text[i + 1] == '\\')
                {
                    output[length++] = (byte)'\\';
                    i += 2;
                    continue;
                }
                if (
                    text[i + 1] == 'x'
                    && i + 3 < text.Length
                    && TryHex(text[i + 2], out var high)
                    && TryHex(text[i + 3], out var low)
                )
                {
                    output[length++] = (byte)((high << 4) | low);
                    i += 4;
                    continue;
                }
            }
            output[length++] = text[i++];
        }
        return length;
    }

    private static bool TryHex(byte digit, out int value)
    {
        value = digit switch
        {
            >= (byte)'0' and <= (byte)'9' => digit - '0',
            >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
            >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
            _ => -1,
        };
        return value >= 0;
    }
}
