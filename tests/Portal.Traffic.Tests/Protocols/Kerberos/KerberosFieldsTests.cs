using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Kerberos;

/// <summary>What tshark prints of Kerberos is what the fields print.</summary>
public sealed class KerberosFieldsTests
{
    private static readonly string[] s_fields =
    [
        "kerberos.msg_type",
        "kerberos.pvno",
        "kerberos.realm",
        "kerberos.crealm",
        "kerberos.CNameString",
        "kerberos.SNameString",
        "kerberos.name_type",
        "kerberos.etype",
        "kerberos.ENCTYPE",
        "kerberos.kvno",
        "kerberos.cipher",
        "kerberos.padata_type",
        "kerberos.kdc_options",
        "kerberos.till",
        "kerberos.nonce",
    ];

    [Theory]
    [InlineData("benign/kerberos-login.pcap")]
    [InlineData("lateral/kerberoast.pcap")]
    public Task Tickets(string capture) => AgainstTshark.EqualAsync(capture, s_fields);

    [Fact]
    public Task Errors() =>
        AgainstTshark.EqualAsync(
            "benign/kerberos.pcap",
            ["kerberos.error_code", "kerberos.stime", "kerberos.susec", "kerberos.info2_salt"]
        );
}
