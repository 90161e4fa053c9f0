using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.DceRpc;

/// <summary>What tshark prints of DCE/RPC is what the fields print.</summary>
public sealed class DceRpcFieldsTests
{
    private static readonly string[] s_fields =
    [
        "dcerpc.pkt_type",
        "dcerpc.cn_flags",
        "dcerpc.cn_frag_len",
        "dcerpc.cn_auth_len",
        "dcerpc.cn_call_id",
        "dcerpc.cn_ctx_id",
        "dcerpc.cn_bind_to_uuid",
        "dcerpc.cn_bind_if_ver",
        "dcerpc.cn_bind_trans_id",
        "dcerpc.cn_bind_trans_btfn",
        "dcerpc.cn_ack_result",
        "dcerpc.cn_sec_addr",
        "dcerpc.opnum",
        "dcerpc.time",
    ];

    [Theory]
    [InlineData("benign/dcerpc-dcerpc-ctxids__input.pcap")]
    [InlineData("lateral/covenant_sharpsc_stop_dcerpc_smb_svcctl_2020-08-06031938.cap")]
    public Task Over_tcp_and_pipes(string capture) => AgainstTshark.EqualAsync(capture, s_fields);

    [Fact]
    public Task Objects() =>
        AgainstTshark.EqualAsync(
            "benign/dcerpc-dcerpc-ctxids__input.pcap",
            ["dcerpc.obj_id", "dcerpc.auth_type", "dcerpc.auth_level", "dcerpc.auth_ctx_id"]
        );
}
