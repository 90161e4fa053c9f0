namespace Portal.Traffic.Protocols.Tds;

/// <summary>How a value says its length (MS-TDS §2.2.5.5).</summary>
internal enum TdsLayout
{
    /// <summary>It does not: the type does.</summary>
    Fixed,

    /// <summary>In one byte, 0 for null.</summary>
    ByteLength,

    /// <summary>In two bytes, 0xFFFF for null.</summary>
    ShortLength,

    /// <summary>64 bits of length, all ones for null, then chunks with 32 bits of length up to an empty one.</summary>
    Chunks,
}
