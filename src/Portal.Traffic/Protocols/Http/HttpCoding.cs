namespace Portal.Traffic.Protocols.Http;

/// <summary>Content codings that are undone (RFC 9110 §8.4.1).</summary>
internal enum HttpCoding
{
    Identity,
    Gzip,
    Deflate,
    Brotli,
}
