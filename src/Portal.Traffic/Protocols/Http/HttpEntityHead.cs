using System.Buffers.Text;
using System.Text;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Http;

/// <summary>What the headers say of the body that follows, in a message or in a part of a multipart body.</summary>
internal sealed class HttpEntityHead
{
    /// <summary>Null when absent or unreadable.</summary>
    public long? ContentLength { get; private set; }

    public bool IsChunked { get; private set; }

    public HttpCoding Coding { get; private set; }

    /// <summary>The delimiter of a multipart body without its two hyphens; null when it is none.</summary>
    public byte[]? Boundary { get; private set; }

    public string? FileName { get; private set; }

    /// <summary>Of a part of a form, the name of its field (RFC 7578 §4.2); null without one.</summary>
    public string? FieldName { get; private set; }

    /// <summary>The media type without its parameters, in lower case; null without one.</summary>
    public string? MediaType { get; private set; }

    /// <summary>The whole length of what this is a range of (RFC 9110 §14.4); null when unknown.</summary>
    public long? InstanceLength { get; private set; }

    /// <summary>The place of the body in the whole; null when it is not a range.</summary>
    public long? RangeStart { get; private set; }

    /// <summary>Zeek's name of what is odd about the headers, else null.</summary>
    public string? Problem { get; private set; }

    public void Read(in HttpHeaders header)
    {
        if (header.Name.Length < "content-type".Length || !IsContentOrTransfer(header.Name))
        {
            return;
        }
        if (header.Is("content-length"u8))
        {
            ContentLength = ReadNumber(header.Token);
            Problem ??= ContentLength is null ? "HTTP_bad_content_length" : null;
        }
        else if (header.Is("transfer-encoding"u8))
        {
            // The last coding frames the message (RFC 9112 §6.3).
            var last = header.Value[(header.Value.LastIndexOf((byte)',') + 1)..].Trim(" \t"u8);
            IsChunked = Ascii.EqualsIgnoreCase(last, "chunked"u8);
        }
        else if (header.Is("content-encoding"u8))
        {
            Coding = ReadCoding(header.Token);
        }
        else if (header.Is("content-type"u8))
        {
            ReadContentType(header.Value);
        }
        else if (header.Is("content-disposition"u8))
        {
            FileName = HttpText.FileName(header.Value, "filename"u8) ?? FileName;
            var name = HttpText.Parameter(header.Value, "name"u8);
            FieldName = name.IsEmpty ? FieldName : ZeekText.Decode(name);
        }
        else if (header.Is("content-range"u8))
        {
            ReadContentRange(header.Value);
        }
    }

    /// <summary>A plain decimal number at the start; null when it is none or too great.</summary>
    internal static long? ReadNumber(ReadOnlySpan<byte> text) =>
        text is [>= (byte)'0' and <= (byte)'9', ..]
        && Utf8Parser.TryParse(text, out long number, out var used)
        && used == text.Length
            ? number
            : null;

    private static bool IsContentOrTransfer(ReadOnlySpan<byte> name) => (name[0] | 0x20) is 'c' or 't';

    private static HttpCoding ReadCoding(ReadOnlySpan<byte> token) =>
        Ascii.EqualsIgnoreCase(token, "gzip"u8) || Ascii.EqualsIgnoreCase(token, "x-gzip"u8) ? HttpCoding.Gzip
        : Ascii.EqualsIgnoreCase(token, "deflate"u8) ? HttpCoding.Deflate
        : Ascii.EqualsIgnoreCase(token, "br"u8) ? HttpCoding.Brotli
        : HttpCoding.Identity;

    private void ReadContentType(ReadOnlySpan<byte> value)
    {
        const string Multipart = "multipart/";
        FileName = HttpText.FileName(value, "name"u8) ?? FileName;
        var type = value[..(value.IndexOf((byte)';') is >= 0 and var end ? end : value.Length)].Trim(" \t"u8);
        MediaType = type.Length is > 0 and <= HttpLimits.MaxMediaTypeBytes
            ? ZeekText.Decode(type).ToLowerInvariant()
            : MediaType;
        if (value.Length > Multipart.Length && Ascii.EqualsIgnoreCase(value[..Multipart.Length], Multipart))
        {
            var boundary = HttpText.Parameter(value, "boundary"u8);
            Boundary = boundary.Length is > 0 and <= HttpLimits.MaxBoundaryBytes ? boundary.ToArray() : null;
        }
    }

    /// <summary><c>bytes 0-499/1234</c>, where either side of the slash may be <c>*</c>.</summary>
    private void ReadContentRange(ReadOnlySpan<byte> value)
    {
        var (dash, slash) = (value.IndexOf((byte)'-'), value.IndexOf((byte)'/'));
        var start = value.IndexOfAnyInRange((byte)'0', (byte)'9');
        if (!value.StartsWith("bytes"u8) || start < 0 || dash < start || slash < dash)
        {
            Problem ??= "HTTP_content_range_cannot_parse";
            return;
        }
        RangeStart = ReadNumber(value[start..dash].Trim((byte)' '));
        InstanceLength = ReadNumber(value[(slash + 1)..].Trim((byte)' '));
    }
}
