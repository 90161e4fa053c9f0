namespace Portal.Traffic.Protocols.Http;

/// <summary>What a start line turned out to be.</summary>
internal enum HttpStart
{
    /// <summary>Headers follow.</summary>
    Message,

    /// <summary>A request of HTTP/0.9: nothing follows.</summary>
    Bare,
    NotHttp,
}
