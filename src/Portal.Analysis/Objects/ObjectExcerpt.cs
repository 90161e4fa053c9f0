using System.Text;

namespace Portal.Analysis.Objects;

/// <summary>The beginning of a content for people to look at, without anything that would interpret it.</summary>
/// <param name="Size">Bytes of the whole content.</param>
/// <param name="Bytes">The first bytes.</param>
/// <param name="Text">The same as text with control characters as pictures; null where it is none.</param>
/// <param name="ImageType">The media type of a raster image that browsers show; null for everything else.</param>
public sealed record ObjectExcerpt(long Size, byte[] Bytes, string? Text, string? ImageType)
{
    /// <summary>Enough to see what something is.</summary>
    public const int MaxBytes = 4096;

    /// <summary>Larger images are downloaded and looked at elsewhere.</summary>
    public const int MaxImageBytes = 1 << 20;

    /// <summary>A hexadecimal dump of <see cref="Bytes"/>, sixteen a line, with offsets and ASCII, as <c>xxd</c> prints it.</summary>
    public string Hex()
    {
        var text = new StringBuilder(Bytes.Length * 5);
        for (var start = 0; start < Bytes.Length; start += 16)
        {
            var line = Bytes.AsSpan(start, Math.Min(16, Bytes.Length - start));
            text.Append(start.ToString("x8")).Append("  ");
            for (var i = 0; i < 16; i++)
            {
                text.Append(i < line.Length ? line[i].ToString("x2") : "  ").Append(i == 7 ? "  " : " ");
            }
            text.Append(' ');
            foreach (var octet in line)
            {
                text.Append(octet is >= 0x20 and < 0x7F ? (char)octet : '.');
            }
            text.Append('\n');
        }
        return text.ToString();
    }

    public static async Task<ObjectExcerpt> ReadAsync(Stream content, CancellationToken cancellation = default)
    {
        var head = new byte[(int)Math.Min(content.Length, MaxBytes)];
        await content.ReadExactlyAsync(head, cancellation);
        var image = content.Length <= MaxImageBytes ? ImageTypeOf(head) : null;
        return new ObjectExcerpt(content.Length, head, TextOf(head, isWhole: head.Length == content.Length), image);
    }

    /// <summary>By the signature: the declared type is the sender's word.</summary>
    private static string? ImageTypeOf(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A])
            ? "image/png"
        : head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : head.StartsWith("GIF8"u8) ? "image/gif"
        : head.Length > 12 && head.StartsWith("RIFF"u8) && head[8..12].SequenceEqual("WEBP"u8) ? "image/webp"
        : null;

    private static string? TextOf(ReadOnlySpan<byte> head, bool isWhole)
    {
        var decoder = new UTF8Encoding(false, throwOnInvalidBytes: true);
        // The last character may be cut where the excerpt ends.
        for (var cut = 0; cut <= (isWhole ? 0 : Math.Min(3, head.Length)); cut++)
        {
            try
            {
                var text = decoder.GetString(head[..^cut]);
                return IsReadable(text) ? text : null;
            }
            catch (DecoderFallbackException)
            {
                continue;
            }
        }
        return null;
    }

    /// <summary>Text has line ends and tabs, but hardly other control characters.</summary>
    private static bool IsReadable(string text) =>
        text.Length > 0 && text.Count(c => char.IsControl(c) && c is not ('\r' or '\n' or '\t')) * 50 <= text.Length;
}
