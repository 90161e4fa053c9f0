using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Rfb;

/// <summary>What tshark prints of the handshake is what the fields print.</summary>
public sealed class RfbFieldsTests
{
    [Fact]
    public Task A_handshake() =>
        AgainstTshark.EqualAsync(
            "benign/vnc-mac-to-linux.pcap",
            [
                "vnc.auth_challenge",
                "vnc.auth_response",
                "vnc.auth_result",
                "vnc.client_proto_ver",
                "vnc.desktop_name",
                "vnc.desktop_name_len",
                "vnc.height",
                "vnc.server_big_endian_flag",
                "vnc.server_bits_per_pixel",
                "vnc.server_blue_max",
                "vnc.server_blue_shift",
                "vnc.server_depth",
                "vnc.server_green_max",
                "vnc.server_green_shift",
                "vnc.server_proto_ver",
                "vnc.server_red_max",
                "vnc.server_red_shift",
                "vnc.server_security_type",
                "vnc.server_true_color_flag",
                "vnc.share_desktop_flag",
                "vnc.width",
            ]
        );

    /// <summary>The server lists ways; what follows is encrypted, and tshark takes it for choices of the client.</summary>
    [Fact]
    public Task A_list_of_ways() =>
        AgainstTshark.EqualAsync(
            "benign/vnc.pcap",
            ["vnc.num_security_types", "vnc.security_type", "vnc.client_security_type"],
            frame => frame > 8
        );
}
