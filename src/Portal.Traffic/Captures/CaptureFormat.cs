namespace Portal.Traffic.Captures;

/// <summary>The capture file formats that <see cref="CaptureReader"/> reads.</summary>
public enum CaptureFormat
{
    /// <summary>libpcap with microseconds.</summary>
    Pcap,

    /// <summary>libpcap with nanoseconds (magic 0xa1b23c4d).</summary>
    PcapNanosecond,

    /// <summary>libpcap as AIX' tcpdump writes it: nanoseconds, and interface types in place of link types.</summary>
    PcapAix,

    /// <summary>libpcap with Alexey Kuznetzov's longer record header (1999), under any of its magics.</summary>
    PcapModified,

    /// <summary>libpcap of Nokia's IPSO: four more bytes in each record header.</summary>
    PcapNokia,

    /// <summary>Ixia's "lcap": libpcap with the size of all records in the file header.</summary>
    PcapIxia,

    /// <summary>pcapng (draft-ietf-opsawg-pcapng).</summary>
    Pcapng,
}
