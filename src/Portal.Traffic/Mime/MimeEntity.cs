using System.Text;

namespace Portal.Traffic.Mime;

/// <summary>A message or a part of one (RFC 2045 §2.4), as its headers describe it.</summary>
public sealed class MimeEntity
{
    /// <summary>RFC 2046 §5.1.1 allows 70.</summary>
    private const int MaxBoundaryBytes = 256;

    internal MimeEntity(int ordinal) => Ordinal = ordinal;

    /// <summary>Its place among all entities of the message in the order in which they begin, from 1.</summary>
    public int Ordinal { get; }

    public string? FileName { get; private set; }

    public MimeEncoding Encoding { get; private set; }

    /// <summary>A message of its own lies inside (RFC 2046 §5.2.1).</summary>
    public bool IsMessage { get; private set; }

    /// <summary>The delimiter of a multipart entity without its two hyphens; null when it is none.</summary>
    internal byte[]? Boundary { get; private set; }

    internal MimeDecoder Decoder { get; } = new();

    internal void Read(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (Ascii.EqualsIgnoreCase(name, "content-type"))
        {
            ReadType(value);
            FileName = MimeParameters.FileName(value, "name") ?? FileName;
        }
        else if (Ascii.EqualsIgnoreCase(name, "content-disposition"))
        {
            FileName = MimeParameters.FileName(value, "filename") ?? FileName;
        }
        else if (Ascii.EqualsIgnoreCase(name, "content-transfer-encoding"))
        {
            var word = value.Trim(" \t"u8);
            Encoding =
                Ascii.EqualsIgnoreCase(word, "base64") ? MimeEncoding.Base64
                : Ascii.EqualsIgnoreCase(word, "quoted-printable") ? MimeEncoding.QuotedPrintable
                : MimeEncoding.Identity;
        }
    }

    private void ReadType(ReadOnlySpan<byte> value)
    {
        const string Multipart = "multipart/";
        var end = value.IndexOfAny(" \t;"u8);
        var type = end < 0 ? value : value[..end];
        IsMessage = Ascii.EqualsIgnoreCase(type, "message/rfc822") || Ascii.EqualsIgnoreCase(type, "message/global");
        Boundary = null;
        if (type.Length > Multipart.Length && Ascii.EqualsIgnoreCase(type[..Multipart.Length], Multipart))
        {
            var boundary = MimeParameters.Find(value, "boundary");
            Boundary = boundary?.Length is > 0 and <= MaxBoundaryBytes ? boundary : null;
        }
    }
}
