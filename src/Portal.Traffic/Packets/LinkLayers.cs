using Portal.Traffic.Captures;

namespace Portal.Traffic.Packets;

/// <summary>The link types that this room decodes.</summary>
internal static class LinkLayers
{
    /// <summary>The first layer of frames of a link type; <see cref="LayerKind.None"/> when it is not decoded.</summary>
    public static LayerKind First(LinkType linkType) =>
        linkType switch
        {
            LinkType.Ethernet => LayerKind.Ethernet,
            LinkType.Raw or LinkType.RawDlt12 or LinkType.RawDlt14 or LinkType.IPv4 or LinkType.IPv6 => LayerKind.Ip,
            LinkType.Null or LinkType.Loop => LayerKind.Loopback,
            LinkType.LinuxSll => LayerKind.LinuxCooked,
            LinkType.LinuxSll2 => LayerKind.LinuxCooked2,
            LinkType.Ppp or LinkType.PppHdlc => LayerKind.Ppp,
            LinkType.PppEther => LayerKind.PppoeSession,
            LinkType.CiscoHdlc => LayerKind.CiscoHdlc,
            LinkType.FrameRelay => LayerKind.FrameRelay,
            LinkType.Ieee80211 => LayerKind.Ieee80211,
            LinkType.Ieee80211Radiotap => LayerKind.Radiotap,
            LinkType.Ppi => LayerKind.PerPacketInformation,
            LinkType.NfLog => LayerKind.Nflog,
            _ => LayerKind.None,
        };
}
