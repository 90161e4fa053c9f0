namespace Portal.Traffic.Packets;

/// <summary>Which registry the number of an undecoded protocol belongs to.</summary>
public enum ProtocolSpace : byte
{
    None,

    /// <summary>IEEE 802 EtherType.</summary>
    EtherType,

    /// <summary>IEEE 802.2 destination service access point.</summary>
    LlcSap,

    /// <summary>PPP protocol number (RFC 1661 §2).</summary>
    Ppp,

    /// <summary>LINKTYPE_ value of the capture.</summary>
    LinkType,

    /// <summary>Address family of BSD loopback.</summary>
    AddressFamily,

    /// <summary>Type and subtype of an IEEE 802.11 frame, as <c>type × 16 + subtype</c>.</summary>
    Ieee80211Type,

    /// <summary>Network layer protocol identifier (ISO/IEC TR 9577).</summary>
    Nlpid,

    /// <summary>Cisco's own protocols in SNAP (organisation 00:00:0C).</summary>
    CiscoSnap,

    /// <summary>Protocol of an IP packet that has neither ports nor an inside.</summary>
    IpProtocol,
}
