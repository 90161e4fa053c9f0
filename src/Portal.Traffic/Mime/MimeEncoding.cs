namespace Portal.Traffic.Mime;

/// <summary>Content-Transfer-Encoding (RFC 2045 §6).</summary>
public enum MimeEncoding
{
    /// <summary>7bit, 8bit, binary, or one that is not known.</summary>
    Identity,
    Base64,
    QuotedPrintable,
}
