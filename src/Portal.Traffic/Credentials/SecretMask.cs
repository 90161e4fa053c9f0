using System.Buffers;
using System.Globalization;
using System.Text;
using Portal.Traffic.Records;

namespace Portal.Traffic.Credentials;

/// <summary>What of a secret may be shown.</summary>
internal static class SecretMask
{
    /// <summary>Below it the first character would be most of the secret.</summary>
    private const int MinShown = 4;

    /// <summary>
    /// The first character and the number of characters, <c>h…(8)</c>; of fewer than four only the number. What is no text
    /// has its bytes counted: <c>…(24 bytes)</c>.
    /// </summary>
    public static string Of(string kind, ReadOnlySpan<byte> secret)
    {
        if (secret.IsEmpty)
        {
            return "(empty)";
        }
        if (!SecretKinds.IsText(kind))
        {
            return string.Create(CultureInfo.InvariantCulture, $"…({secret.Length} bytes)");
        }
        var isText = Rune.DecodeFromUtf8(secret, out _, out var first) == OperationStatus.Done;
        var length = isText ? Count(secret) : secret.Length;
        var shown = length >= MinShown && isText ? ZeekText.Decode(secret[..first]) : "";
        return string.Create(CultureInfo.InvariantCulture, $"{shown}…({length})");
    }

    /// <summary>Characters; a byte that is part of none counts as one.</summary>
    private static int Count(ReadOnlySpan<byte> text)
    {
        var count = 0;
        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf8(text, out _, out var used);
            text = text[used..];
            count++;
        }
        return count;
    }
}
