namespace Portal.Traffic.Protocols.Tds;

/// <summary>What the analyzer knows of a packet's message, for the packet tree.</summary>
/// <param name="Joined">The message without headers when it came in several packets, in the last of them.</param>
/// <param name="IsWhole">The packet ends its message.</param>
/// <param name="Version">Of the protocol, as the login says it: the first byte is 0x72 for 7.2.</param>
internal sealed record TdsMessage(byte[]? Joined, bool IsWhole, uint Version)
{
    /// <summary>When no login was seen: 7.4, which all servers since 2012 speak.</summary>
    public const uint DefaultVersion = 0x7400_0004;

    /// <summary>MS-TDS §2.2.7.6 and others: from 7.2 on counts of rows and user types are twice as long.</summary>
    public bool HasLongCounts => Version >= 0x7200_0000;
}
