namespace Portal.Traffic.Protocols.Http;

/// <summary>A header field as bytes.</summary>
internal sealed record HpackHeader(byte[] Name, byte[] Value)
{
    /// <summary>RFC 7541 §4.1: what an entry counts in the dynamic table.</summary>
    public int TableBytes => Name.Length + Value.Length + 32;
}
