using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Tls;

public sealed class DtlsFieldsTests
{
    [Theory]
    [InlineData(
        "tls/dtls1_2.pcap",
        "dtls.handshake.cipher_suites_length",
        "dtls.handshake.ciphersuite",
        "dtls.handshake.cookie",
        "dtls.handshake.cookie_length",
        "dtls.handshake.extension.type",
        "dtls.handshake.extensions_supported_group",
        "dtls.handshake.fragment_length",
        "dtls.handshake.fragment_offset",
        "dtls.handshake.ja3",
        "dtls.handshake.ja3s",
        "dtls.handshake.length",
        "dtls.handshake.message_seq",
        "dtls.handshake.random",
        "dtls.handshake.session_id_length",
        "dtls.handshake.type",
        "dtls.handshake.version",
        "dtls.record.content_type",
        "dtls.record.epoch",
        "dtls.record.length",
        "dtls.record.sequence_number",
        "dtls.record.version"
    )]
    [InlineData(
        "tls/webrtc-stun.pcap",
        "dtls.handshake.cipher_suites_length",
        "dtls.handshake.ciphersuite",
        "dtls.handshake.cookie_length",
        "dtls.handshake.extension.type",
        "dtls.handshake.extensions_supported_group",
        "dtls.handshake.fragment_length",
        "dtls.handshake.fragment_offset",
        "dtls.handshake.ja3",
        "dtls.handshake.ja3s",
        "dtls.handshake.length",
        "dtls.handshake.message_seq",
        "dtls.handshake.random",
        "dtls.handshake.session_id",
        "dtls.handshake.session_id_length",
        "dtls.handshake.type",
        "dtls.handshake.version",
        "dtls.record.content_type",
        "dtls.record.epoch",
        "dtls.record.length",
        "dtls.record.sequence_number",
        "dtls.record.version"
    )]
    public Task Fields_print_as_tshark_prints_them(string capture, params string[] names) =>
        AgainstTshark.EqualAsync(capture, names);
}
