namespace Portal.Traffic.Captures;

/// <summary>How a file is wrapped, told by its first bytes.</summary>
public enum CompressionKind
{
    None,

    /// <summary>RFC 1952; several members after one another are one file.</summary>
    Gzip,

    /// <summary>RFC 8878.</summary>
    Zstandard,

    /// <summary>The LZ4 frame format.</summary>
    Lz4,
}
