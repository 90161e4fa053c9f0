namespace Portal.Traffic.Packets;

/// <summary>EtherTypes (IEEE 802 numbers) that this room tells apart.</summary>
public static class EtherTypes
{
    /// <summary>Values below are lengths (IEEE 802.3 §3.2.6).</summary>
    public const int FirstType = 0x0600;
    public const int Ipv4 = 0x0800;
    public const int Arp = 0x0806;
    public const int TransparentEthernetBridging = 0x6558;
    public const int ReverseArp = 0x8035;
    public const int Vlan = 0x8100;
    public const int Ipv6 = 0x86DD;
    public const int PptpPpp = 0x880B;
    public const int Mpls = 0x8847;
    public const int MplsMulticast = 0x8848;
    public const int PppoeDiscovery = 0x8863;
    public const int PppoeSession = 0x8864;
    public const int ProviderBridge = 0x88A8;
    public const int Erspan2 = 0x88BE;
    public const int ProviderBackboneBridge = 0x88E7;
    public const int FabricPath = 0x8903;
    public const int VnTag = 0x8926;
    public const int QinQ = 0x9100;
    public const int Erspan3 = 0x22EB;

    /// <summary>The layer that an EtherType announces; <see cref="LayerKind.None"/> when it is not decoded.</summary>
    public static LayerKind Layer(int etherType) =>
        etherType switch
        {
            Ipv4 or Ipv6 => LayerKind.Ip,
            Arp or ReverseArp => LayerKind.Arp,
            Vlan or ProviderBridge or QinQ => LayerKind.Vlan,
            Mpls or MplsMulticast => LayerKind.Mpls,
            PppoeSession => LayerKind.PppoeSession,
            ProviderBackboneBridge => LayerKind.ProviderBackbone,
            VnTag => LayerKind.VnTag,
            FabricPath => LayerKind.FabricPath,
            _ => LayerKind.None,
        };
}
