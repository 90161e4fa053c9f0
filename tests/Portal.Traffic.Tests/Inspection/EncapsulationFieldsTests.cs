using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Inspection;

/// <summary>What tshark prints of the layers between the frame and the packet, and of tunnels, is what the fields print.</summary>
public sealed class EncapsulationFieldsTests
{
    [Theory]
    [InlineData("formats/mixed-vlan-mpls.pcap", "mpls.label", "mpls.exp", "mpls.bottom", "mpls.ttl", "vlan.id")]
    [InlineData("formats/snap-tcp.pcap", "llc.dsap", "llc.ssap", "llc.control", "llc.oui", "llc.type")]
    [InlineData("formats/gre-sample.pcap", "gre.flags_and_version", "gre.proto", "ip.src", "ip.dst")]
    [InlineData("formats/gre-pptp.pcap", "gre.key.call_id", "gre.sequence_number", "gre.flags.version")]
    [InlineData("formats/erspanII.pcap", "erspan.version", "erspan.vlan", "erspan.spanid", "eth.src")]
    [InlineData("formats/vxlan.pcap", "vxlan.vni", "vxlan.flags", "ip.src", "eth.src")]
    [InlineData("formats/tcpdump-geneve.pcap", "geneve.vni", "geneve.proto_type", "ip.src")]
    [InlineData("formats/gtp-u.pcap", "gtp.teid", "gtp.message", "gtp.length", "ip.src")]
    [InlineData("formats/80211_beacon_frame.pcap", "wlan.fc.type_subtype", "wlan.bssid", "wlan.ssid", "wlan.seq")]
    [InlineData("formats/radiotap.pcap", "radiotap.channel.freq", "radiotap.mactime", "wlan.ra", "wlan.ta")]
    public Task Layers(string capture, params string[] fields) => AgainstTshark.EqualAsync(capture, fields);

    /// <summary>But for the four frames of its discovery.</summary>
    [Fact]
    public Task Sessions_of_pppoe() =>
        AgainstTshark.EqualAsync(
            "formats/pppoe.pcap",
            ["pppoe.session_id", "pppoe.code", "pppoe.payload_length", "ppp.protocol"],
            frame => frame <= 4
        );
}
