namespace Portal.Traffic.Protocols.Http;

/// <summary>What one flow may make us hold or do, whatever it sends.</summary>
internal static class HttpLimits
{
    /// <summary>A request line; servers refuse at 8 KiB to 64 KiB.</summary>
    public const int MaxLineBytes = 64 * 1024;

    /// <summary>All headers of a message; servers refuse at 8 KiB to 64 KiB.</summary>
    public const int MaxHeadBytes = 128 * 1024;

    /// <summary>Headers of one part of a multipart body.</summary>
    public const int MaxPartHeadBytes = 16 * 1024;

    /// <summary>Requests that wait for a response (the same limit as Zeek's).</summary>
    public const int MaxPending = 100;

    /// <summary>Files named in one record for each side (the same limit as Zeek's).</summary>
    public const int MaxFilesInRecord = 15;

    /// <summary>Parts of a multipart body that become files.</summary>
    public const int MaxParts = 1000;

    /// <summary>Multipart bodies inside each other.</summary>
    public const int MaxNesting = 4;

    /// <summary>RFC 2046 §5.1.1 allows 70.</summary>
    public const int MaxBoundaryBytes = 256;

    /// <summary>RFC 6838 §4.2 allows 127 for each side of the slash.</summary>
    public const int MaxMediaTypeBytes = 255;

    /// <summary>Headers of proxies kept in one record.</summary>
    public const int MaxProxied = 32;

    /// <summary>Secrets of one request that the response judges.</summary>
    public const int MaxCredentials = 16;

    /// <summary>A body may grow by decompression to this at any size, …</summary>
    public const long FreeDecodedBytes = 16 * 1024 * 1024;

    /// <summary>… beyond only in this proportion to what was sent (text compresses 5 to 20 times, a bomb 1000 times), …</summary>
    public const long MaxDecodedRatio = 100;

    /// <summary>… and never to more than this.</summary>
    public const long MaxDecodedBytes = 1024 * 1024 * 1024;
}
