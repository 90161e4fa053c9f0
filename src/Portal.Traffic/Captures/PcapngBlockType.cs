namespace Portal.Traffic.Captures;

/// <summary>Block types of pcapng (§4 and §10.1).</summary>
internal static class PcapngBlockType
{
    /// <summary>Reads the same in both byte orders.</summary>
    public const uint SectionHeader = 0x0A0D0D0A;
    public const uint InterfaceDescription = 1;

    /// <summary>Obsolete, but still found.</summary>
    public const uint Packet = 2;
    public const uint SimplePacket = 3;
    public const uint NameResolution = 4;
    public const uint InterfaceStatistics = 5;
    public const uint EnhancedPacket = 6;
    public const uint SystemdJournal = 9;
    public const uint DecryptionSecrets = 10;
    public const uint Custom = 0x00000BAD;
    public const uint CustomNotCopied = 0x40000BAD;

    public const uint ByteOrderMagic = 0x1A2B3C4D;
}
