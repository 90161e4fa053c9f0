using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Ntlm;

/// <summary>What tshark prints of NTLM is what the fields print.</summary>
public sealed class NtlmFieldsTests
{
    [Theory]
    [InlineData("benign/smb311.pcap")]
    [InlineData("benign/dcerpc-dcerpc-ctxids__input.pcap")]
    public Task Logons(string capture) =>
        AgainstTshark.EqualAsync(
            capture,
            [
                "ntlmssp.messagetype",
                "ntlmssp.negotiateflags",
                "ntlmssp.negotiatetargetinfo",
                "ntlmssp.ntlmserverchallenge",
                "ntlmssp.challenge.target_name",
                "ntlmssp.challenge.target_info.nb_computer_name",
                "ntlmssp.challenge.target_info.dns_domain_name",
                "ntlmssp.auth.username",
                "ntlmssp.auth.domain",
                "ntlmssp.auth.hostname",
                "ntlmssp.auth.ntresponse",
                "ntlmssp.ntlmv2_response.ntproofstr",
                "ntlmssp.ntlmv2_response.timestamp",
                "ntlmssp.version.build_number",
            ]
        );
}
