namespace Portal.Traffic.Protocols.Http;

/// <summary>The ways in which a body can be delimited.</summary>
internal enum HttpFramingKind
{
    Length,
    Chunked,
    UntilClose,

    /// <summary>The connection speaks another protocol from here on.</summary>
    Stop,
}
