using System.Buffers;
using System.Text;

namespace Portal.Analysis.Store;

/// <summary>
/// Text columns hold UTF-8. A byte that is not part of valid UTF-8 is kept as Zeek writes it, <c>\xNN</c> with two lower-case
/// hex digits; only values from 80 to ff can come up.
/// </summary>
public static class InvalidText
{
    /// <summary>Bytes that one byte may become.</summary>
    public const int MaxExpansion = 4;

    /// <summary>Writes the value with its invalid bytes escaped and returns the length.</summary>
    /// <param name="value">Any bytes.</param>
    /// <param name="output">At least <see cref="MaxExpansion"/> times as long.</param>
    public static int Escape(ReadOnlySpan<byte> value, Span<byte> output)
    {
        var length = 0;
        while (!value.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(value, out _, out var consumed) == OperationStatus.Done)
            {
                value[..consumed].CopyTo(output[length..]);
                length += consumed;
            }
            else
            {
                for (var i = 0; i < consumed; i++)
                {
                    output[length++] = (byte)'\\';
                    output[length++] = (byte)'x';
                    output[length++] = HexDigit(value[i] >> 4);
                    output[length++] = HexDigit(value[i] & 15);
                }
            }
            value = value[consumed..];
        }
        return length;
    }

    private static byte HexDigit(int value) => "0123456789abcdef"u8[value];
}
