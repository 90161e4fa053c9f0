using System.Buffers.Binary;
using System.Text;

namespace Portal.Traffic.Files;

/// <summary>Tells by the first entries of a ZIP file (APPNOTE §4.3.7) what it is the wrapping of.</summary>
internal static class ZipMime
{
    private const int HeaderBytes = 30;
    private const string Office = "application/vnd.openxmlformats-officedocument.";

    /// <summary>Longer than any registered type that lies in a <c>mimetype</c> entry.</summary>
    private const int MaxMimeBytes = 100;

    /// <summary>The inner type; null for just a ZIP file, or when its kind does not show in these bytes.</summary>
    public static string? Judge(ReadOnlySpan<byte> head)
    {
        var isFirst = true;
        for (var at = 0; at + HeaderBytes < head.Length; isFirst = false)
        {
            var header = head[at..];
            if (!header.StartsWith("PK\x03\x04"u8))
            {
                var next = head[(at + 1)..].IndexOf("PK\x03\x04"u8);
                if (next < 0)
                {
                    return null;
                }
                at += 1 + next;
                continue;
            }
            var (nameLength, extraLength) = (
                BinaryPrimitives.ReadUInt16LittleEndian(header[26..]),
                BinaryPrimitives.ReadUInt16LittleEndian(header[28..])
            );
            var name = header.Slice(HeaderBytes, Math.Min(nameLength, header.Length - HeaderBytes));
            if (ByEntry(name) is { } mimeType)
            {
                return mimeType;
            }
            if (isFirst && name.SequenceEqual("mimetype"u8))
            {
                return ByMimeEntry(header[Math.Min(header.Length, HeaderBytes + nameLength + extraLength)..]);
            }
            at += HeaderBytes;
        }
        return null;
    }

    private static string? ByEntry(ReadOnlySpan<byte> name) =>
        name.StartsWith("word/"u8) ? Office + "wordprocessingml.document"
        : name.StartsWith("xl/"u8) ? Office + "spreadsheetml.sheet"
        : name.StartsWith("ppt/"u8) ? Office + "presentationml.presentation"
        : name.StartsWith("META-INF/MANIFEST.MF"u8) ? "application/java-archive"
        : name.StartsWith("AndroidManifest.xml"u8) ? "application/vnd.android.package-archive"
        : null;

    /// <summary>OpenDocument and EPUB store their type as the first entry, uncompressed (ODF 1.3 part 2 §3.3).</summary>
    private static string? ByMimeEntry(ReadOnlySpan<byte> content)
    {
        var end = content.IndexOf("PK"u8);
        var text = end < 0 ? default : content[..end];
        return
            text.Length is > 0 and <= MaxMimeBytes
            && text.StartsWith("application/"u8)
            && text.IndexOfAnyExceptInRange((byte)'+', (byte)'z') < 0
            ? Encoding.ASCII.GetString(text)
            : null;
    }
}
