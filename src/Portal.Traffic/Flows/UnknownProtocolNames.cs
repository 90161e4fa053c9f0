using System.Collections.Frozen;
using Portal.Traffic.Packets;

namespace Portal.Traffic.Flows;

/// <summary>Names of protocols that are counted but not decoded.</summary>
internal static class UnknownProtocolNames
{
    private static readonly FrozenDictionary<int, string> s_etherTypes = new Dictionary<int, string>
    {
        [0x0842] = "wake_on_lan",
        [0x2000] = "cdp",
        [0x6002] = "dec_mop",
        [0x8137] = "ipx",
        [0x809B] = "appletalk",
        [0x80F3] = "aarp",
        [0x8808] = "ethernet_flow_control",
        [0x8809] = "slow_protocols",
        [0x8863] = "pppoe_discovery",
        [0x886D] = "intel_ans",
        [0x888E] = "eapol",
        [0x8892] = "profinet",
        [0x88A2] = "ata_over_ethernet",
        [0x88A4] = "ethercat",
        [0x88B8] = "goose",
        [0x88BA] = "iec61850_sampled_values",
        [0x88CC] = "lldp",
        [0x88E1] = "homeplug",
        [0x88E5] = "macsec",
        [0x88F7] = "ptp",
        [0x8902] = "cfm",
        [0x8906] = "fcoe",
        [0x9000] = "loopback_test",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<int, string> s_saps = new Dictionary<int, string>
    {
        [0x00] = "llc_null",
        [0x42] = "stp",
        [0xAA] = "snap_vendor",
        [0xE0] = "ipx",
        [0xF0] = "netbeui",
        [0xFE] = "osi",
        [0xFF] = "ipx",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<int, string> s_ppp = new Dictionary<int, string>
    {
        [0x8021] = "ppp_ipcp",
        [0x8057] = "ppp_ipv6cp",
        [0xC021] = "ppp_lcp",
        [0xC023] = "ppp_pap",
        [0xC025] = "ppp_lqr",
        [0xC223] = "ppp_chap",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<int, string> s_cisco = new Dictionary<int, string>
    {
        [0x0104] = "pagp",
        [0x010B] = "pvst",
        [0x0111] = "udld",
        [0x2000] = "cdp",
        [0x2003] = "vtp",
        [0x2004] = "dtp",
    }.ToFrozenDictionary();

    /// <summary>IANA's protocol numbers.</summary>
    private static readonly FrozenDictionary<int, string> s_ip = new Dictionary<int, string>
    {
        [2] = "igmp",
        [8] = "egp",
        [9] = "igrp",
        [46] = "rsvp",
        [50] = "esp",
        [51] = "ah",
        [88] = "eigrp",
        [89] = "ospf",
        [103] = "pim",
        [108] = "ipcomp",
        [112] = "vrrp",
        [115] = "l2tpv3",
        [124] = "isis",
        [132] = "sctp",
        [136] = "udplite",
    }.ToFrozenDictionary();

    public static string Of(ProtocolSpace space, int number) =>
        space switch
        {
            ProtocolSpace.EtherType => s_etherTypes.GetValueOrDefault(number) ?? $"ethertype_0x{number:x4}",
            ProtocolSpace.LlcSap => s_saps.GetValueOrDefault(number) ?? $"llc_0x{number:x2}",
            ProtocolSpace.Ppp => s_ppp.GetValueOrDefault(number) ?? $"ppp_0x{number:x4}",
            ProtocolSpace.CiscoSnap => s_cisco.GetValueOrDefault(number) ?? $"cisco_0x{number:x4}",
            ProtocolSpace.IpProtocol => s_ip.GetValueOrDefault(number) ?? $"ip_protocol_{number}",
            ProtocolSpace.LinkType => $"linktype_{number}",
            ProtocolSpace.AddressFamily => $"address_family_{number}",
            ProtocolSpace.Ieee80211Type => number switch
            {
                < 16 => "ieee80211_management",
                < 32 => "ieee80211_control",
                _ => "ieee80211_data",
            },
            _ => $"nlpid_0x{number:x2}",
        };
}
