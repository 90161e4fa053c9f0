using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.Ldap;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Ldap;

public sealed class LdapAnalyzerTests
{
    private static readonly ConnectionId s_id = new("10.0.0.1", 50000, "10.0.0.2", 389);

    [Fact]
    public void A_bind_a_search_and_a_farewell_become_rows()
    {
        var flow = MessagePlay.Play(Start, s_id, LdapSample.Messages);
        AssertSample(flow);
        AssertSample(MessagePlay.PlayInCrumbs(Start, s_id, LdapSample.Messages));
    }

    [Fact]
    public void No_cut_hole_or_damage_harms()
    {
        MessagePlay.CutEverywhere(Start, s_id, LdapSample.Messages);
        MessagePlay.Damage(Start, s_id, LdapSample.Messages);
    }

    [Theory]
    [InlineData("300c0201016007", Claim.NeedMore)]
    [InlineData("300c020101600702010304008000", Claim.Yes)]
    [InlineData("30840000000c020101600702010304008000", Claim.Yes)]
    [InlineData("3082ffff020101630102030405", Claim.Yes)]
    [InlineData("302602010104067075626c6963a019", Claim.No)] // SNMP
    [InlineData("16030100", Claim.No)]
    [InlineData("308900000000", Claim.No)]
    public void A_stream_is_known_by_its_first_message(string hex, Claim claim) =>
        Assert.Equal(claim, LdapMessage.Claims(Convert.FromHexString(hex)));

    [Theory]
    [InlineData("870b6f626a656374636c617373", "(objectclass=*)")]
    [InlineData("a3090403756964040562616c", null)]
    [InlineData("a3090403756964040262 61", "(uid=ba)")]
    [InlineData("a2 0b a3 09 0403756964 04026261", "(!(uid=ba))")]
    [InlineData("a411 0402636e 300b 800161 81016d 820362636f", "(cn=a*m*bco)")]
    [InlineData("a50a 0403756964 0403313233", "(uid>=123)")]
    [InlineData("a60a 0403756964 0403313233", "(uid<=123)")]
    [InlineData("a80a 0403756964 0403313233", "(uid~=123)")]
    [InlineData("a912 8105312e322e33 8203756163 830132 8401ff", "(uac:dn:1.2.3:=2)")]
    public void Filters_are_written_as_people_write_them(string hex, string? text)
    {
        var reader = new DerReader(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));
        Assert.Equal(text, LdapFilter.Read(ref reader));
    }

    [Fact]
    public void A_filter_that_never_ends_is_cut()
    {
        byte[] filter = [0x87, 0x01, 0x61];
        for (var i = 0; i < 2000; i++)
        {
            filter = [0xA2, 0x82, (byte)(filter.Length >> 8), (byte)filter.Length, .. filter];
        }
        var reader = new DerReader(filter);
        var text = LdapFilter.Read(ref reader);
        Assert.EndsWith("(…)" + new string(')', 64), text);
    }

    [Fact]
    public void A_new_password_is_not_kept()
    {
        // 30 { 0A 2, 30 { 04 unicodePwd, 31 { 04 secret } } }
        var changes = Convert.FromHexString(
            "301b0a0102301604 0a756e69636f6465507764 3108 0406736563726574".Replace(" ", "", StringComparison.Ordinal)
        );
        Assert.Equal("replace(unicodePwd=REDACTED)", LdapChanges.Read(changes));
    }

    [Fact]
    public void After_StartTls_the_flow_is_handed_over()
    {
        var request = Convert.FromHexString("301d02010177188016312e332e362e312e342e312e313436362e3230303337");
        var response = Convert.FromHexString("300c02010178070a010004000400");
        var flow = MessagePlay.Play(Start, s_id, (Side.Originator, request), (Side.Responder, [.. response, 0x16]));
        Assert.Equal(1, flow.HandOvers);
        Assert.Equal("\x16", flow.HandedOver);
        var row = Assert.Single(flow.Collected.Of(LdapRecord.Table));
        Assert.Equal("1.3.6.1.4.1.1466.20037 (StartTLS)", row.Object);
    }

    [Fact]
    public void Signed_messages_are_read_and_encrypted_ones_passed_over()
    {
        var message = LdapSample.Messages[4].Bytes;
        byte[] ntlm = [1, 0, 0, 0, .. new byte[12], .. message];
        byte[] turned = [5, 4, 0, 0xFF, 0, 12, 0, 12, .. new byte[8], .. new byte[12], .. message];
        byte[] encrypted = [5, 4, 2, 0xFF, 0, 0, 0, 28, .. new byte[8], .. message];
        Assert.Equal(message, SaslWrapping.Unwrap(ntlm));
        Assert.Equal(message, SaslWrapping.Unwrap(turned));
        Assert.Empty(SaslWrapping.Unwrap(encrypted));
        Assert.Empty(SaslWrapping.Unwrap([5, 4, 0]));
    }

    private static LdapAnalyzer Start(FlowContext flow) => new(flow);

    private static void AssertSample(ScriptedFlow flow)
    {
        Assert.Equal(["ldap_tcp"], flow.Services);
        var rows = flow.Collected.Of(LdapRecord.Table);
        Assert.Equal(["bind simple", "unbind"], rows.Select(row => row.Opcode));
        Assert.Equal((3, "success"), (rows[0].Version, rows[0].Result));
        var search = Assert.Single(flow.Collected.Of(LdapSearchRecord.Table));
        Assert.Equal(
            ("tree", "never", "(&(cn=*fred*)(dn=joe))", "no such object", 0),
            (search.Scope, search.DereferenceAliases, search.Filter, search.Result, search.ResultCount)
        );
    }
}
