using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Ssh;

public sealed class SshFieldsTests
{
    [Theory]
    [InlineData(
        "benign/ssh_kex_curve25519.pcap",
        "ssh.compression_algorithms_client_to_server",
        "ssh.compression_algorithms_client_to_server_length",
        "ssh.compression_algorithms_server_to_client",
        "ssh.compression_algorithms_server_to_client_length",
        "ssh.cookie",
        "ssh.encryption_algorithms_client_to_server",
        "ssh.encryption_algorithms_client_to_server_length",
        "ssh.encryption_algorithms_server_to_client",
        "ssh.encryption_algorithms_server_to_client_length",
        "ssh.first_kex_packet_follows",
        "ssh.host_key.length",
        "ssh.host_key.type",
        "ssh.host_key.type_length",
        "ssh.kex.hassh",
        "ssh.kex.hassh_algorithms",
        "ssh.kex.hasshserver",
        "ssh.kex.hasshserver_algorithms",
        "ssh.kex_algorithms",
        "ssh.kex_algorithms_length",
        "ssh.languages_client_to_server_length",
        "ssh.languages_server_to_client_length",
        "ssh.mac_algorithms_client_to_server",
        "ssh.mac_algorithms_client_to_server_length",
        "ssh.mac_algorithms_server_to_client",
        "ssh.mac_algorithms_server_to_client_length",
        "ssh.message_code",
        "ssh.packet_length",
        "ssh.padding_length",
        "ssh.protocol",
        "ssh.server_host_key_algorithms",
        "ssh.server_host_key_algorithms_length"
    )]
    public Task Fields_print_as_tshark_prints_them(string capture, params string[] names) =>
        AgainstTshark.EqualAsync(capture, names);
}
