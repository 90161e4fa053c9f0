using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Smb;

/// <summary>What tshark prints of SMB is what the fields print.</summary>
public sealed class SmbFieldsTests
{
    private static readonly string[] s_common =
    [
        "nbss.type",
        "nbss.length",
        "smb2.cmd",
        "smb2.nt_status",
        "smb2.flags",
        "smb2.flags.response",
        "smb2.msg_id",
        "smb2.tid",
        "smb2.sesid",
        "smb2.tree",
        "smb2.share_type",
        "smb2.filename",
        "smb2.fid",
        "smb2.response_to",
        "smb2.time",
        "smb2.create.time",
        "smb2.create.disposition",
        "smb2.eof",
        "smb2.file_attribute",
        "smb2.class",
        "smb2.file_info.infolevel",
        "smb.access_mask",
    ];

    [Fact]
    public Task Files_over_smb2() =>
        AgainstTshark.EqualAsync(
            "benign/smb2-peter.pcap",
            [
                .. s_common,
                "smb2.dialect",
                "smb2.domain",
                "smb2.tag",
                "smb2.find.pattern",
                "smb2.find.infolevel",
                "smb2.file_offset",
                "smb2.write_length",
                "smb2.max_read_size",
            ]
        );

    [Theory]
    [InlineData("files/smb-eicar-file__input.pcap")]
    [InlineData("lateral/smb-filename__input.pcap")]
    public Task Open_files_of_smb1(string capture) => AgainstTshark.EqualAsync(capture, ["smb.fid", "smb.file"]);

    [Fact]
    public Task The_number_of_a_break_without_a_request() =>
        AgainstTshark.EqualAsync("benign/smb_deletefile.pcap", ["smb2.msg_id", "smb2.sesid"]);

    [Fact]
    public Task Pipes_over_smb2() =>
        AgainstTshark.EqualAsync(
            "lateral/covenant_sharpsc_create_dcerpc_smb_svcctl_2020-08-06022635.cap",
            [.. s_common, "smb2.ioctl.function"]
        );

    [Fact]
    public Task Encrypted_smb3() =>
        AgainstTshark.EqualAsync(
            "benign/smb311.pcap",
            [
                "smb2.protocol_id",
                "smb2.header.transform.signature",
                "smb2.header.transform.nonce",
                "smb2.header.transform.msg_size",
                "smb2.header.transform.flags",
                "smb2.header.transform.enc_data",
                "smb2.sesid",
                "smb2.acct",
                "smb2.capabilities.encryption",
                "smb2.session_flags",
            ]
        );

    [Fact]
    public Task Smb1() =>
        AgainstTshark.EqualAsync(
            "benign/raw_ntlm_in_smb.pcap",
            [
                "smb.cmd",
                "smb.nt_status",
                "smb.flags2",
                "smb.tid",
                "smb.pid",
                "smb.uid",
                "smb.mid",
                "smb.wct",
                "smb.bcc",
                "smb.server_cap",
                "smb.service",
                "smb.dialect.name",
                "smb.response_to",
                "smb.time",
            ],
            // Mailslots over UDP are datagrams of NetBIOS, not of this protocol.
            frame => frame is 46 or 47
        );

    [Fact]
    public Task Shares_of_smb1() =>
        AgainstTshark.EqualAsync("benign/smb-smbclient.pcap", ["smb.path", "smb.service", "smb.sm", "smb.system.time"]);
}
