namespace Portal.Traffic.Protocols.Http;

/// <summary>Where a message ends (RFC 9112 §6.3).</summary>
/// <param name="Length">Only for <see cref="HttpFramingKind.Length"/>: bytes of the body, 0 for none.</param>
internal readonly record struct HttpFraming(HttpFramingKind Kind, long Length = 0)
{
    public static HttpFraming None { get; } = new(HttpFramingKind.Length);
}
