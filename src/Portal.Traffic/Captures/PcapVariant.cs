namespace Portal.Traffic.Captures;

/// <summary>
/// The record headers that files with a pcap magic may have. All begin with seconds, fraction, captured and original length;
/// they differ in what follows.
/// </summary>
internal enum PcapVariant
{
    Standard,

    /// <summary>24 bytes: interface index, protocol and packet type follow (Kuznetzov's patches of 1999-04-17 and 1999-10-29).</summary>
    Modified,

    /// <summary>28 bytes: as <see cref="Modified"/> with debugging fields (the patch of 1999-09-15, SuSE 6.3).</summary>
    ModifiedLong,

    /// <summary>20 bytes: four unknown bytes follow.</summary>
    Nokia,
}
