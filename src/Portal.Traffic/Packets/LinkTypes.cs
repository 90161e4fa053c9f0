namespace Portal.Traffic.Packets;

/// <summary>LINKTYPE_ values (tcpdump.org registry) that this room decodes.</summary>
public static class LinkTypes
{
    public const int Null = 0;
    public const int Ethernet = 1;
    public const int Ppp = 9;
    public const int RawBsd = 12;
    public const int RawOpenBsd = 14;
    public const int PppSerial = 50;
    public const int PppoeFrame = 51;
    public const int Raw = 101;
    public const int CiscoHdlc = 104;
    public const int Ieee80211 = 105;
    public const int FrameRelay = 107;
    public const int Loop = 108;
    public const int LinuxCooked = 113;
    public const int Radiotap = 127;
    public const int PerPacketInformation = 192;
    public const int Ipv4 = 228;
    public const int Ipv6 = 229;
    public const int Nflog = 239;
    public const int LinuxCooked2 = 276;

    /// <summary>The first layer of frames of a link type; <see cref="LayerKind.None"/> when it is not decoded.</summary>
    public static LayerKind Layer(int linkType) =>
        linkType switch
        {
            Ethernet => LayerKind.Ethernet,
            Raw or RawBsd or RawOpenBsd or Ipv4 or Ipv6 => LayerKind.Ip,
            Null or Loop => LayerKind.Loopback,
            LinuxCooked => LayerKind.LinuxCooked,
            LinuxCooked2 => LayerKind.LinuxCooked2,
            Ppp or PppSerial => LayerKind.Ppp,
            PppoeFrame => LayerKind.PppoeSession,
            CiscoHdlc => LayerKind.CiscoHdlc,
            FrameRelay => LayerKind.FrameRelay,
            Ieee80211 => LayerKind.Ieee80211,
            Radiotap => LayerKind.Radiotap,
            PerPacketInformation => LayerKind.PerPacketInformation,
            Nflog => LayerKind.Nflog,
            _ => LayerKind.None,
        };
}
