using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Gssapi;

public sealed class SpnegoFieldsTests
{
    [Theory]
    [InlineData(
        "lateral/smb-filename__input.pcap",
        """
            gss-api.OID spnego.MechType spnego.hintName spnego.krb5.blob spnego.krb5.tok_id spnego.krb5_oid
            spnego.mechToken spnego.mechTypes spnego.negResult spnego.responseToken spnego.supportedMech
            """
    )]
    [InlineData(
        "benign/kerberos135_auth.pcapng",
        """
            gss-api.OID spnego.MechType spnego.krb5.acceptor_subkey spnego.krb5.blob spnego.krb5.cfx_flags
            spnego.krb5.cfx_seq spnego.krb5.filler spnego.krb5.sealed spnego.krb5.send_by_acceptor
            spnego.krb5.sgn_cksum spnego.krb5.tok_id spnego.mechListMIC spnego.mechToken spnego.mechTypes
            spnego.negResult spnego.responseToken spnego.supportedMech
            """
    )]
    [InlineData(
        "benign/dce_rpc_ntlm.pcapng",
        """
            gss-api.OID spnego.MechType spnego.krb5.blob spnego.krb5.tok_id spnego.krb5_oid spnego.mechListMIC
            spnego.mechToken spnego.mechTypes spnego.negResult spnego.responseToken spnego.supportedMech
            """
    )]
    [InlineData(
        "benign/smb2_krb.pcap",
        """
            gss-api.OID spnego.MechType spnego.hintName spnego.krb5.blob spnego.krb5.tok_id spnego.krb5_oid
            spnego.mechToken spnego.mechTypes spnego.negResult spnego.responseToken spnego.supportedMech
            """
    )]
    public Task Fields_of_captures_print_as_tshark_prints_them(string capture, string names) =>
        AgainstTshark.EqualAsync(capture, Names.Of(names));
}
