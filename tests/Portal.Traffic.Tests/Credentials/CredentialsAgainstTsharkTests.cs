using Portal.Samples;
using Portal.Traffic.Credentials;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Credentials;

/// <summary>Holds the frames of clear passwords against tshark's <c>-z credentials</c>, and the rest against its dissection.</summary>
public sealed class CredentialsAgainstTsharkTests
{
    [Theory]
    [InlineData("benign/ftp.pcap")]
    [InlineData("benign/arkime-ftp.pcap")]
    [InlineData("benign/imap.pcap")]
    [InlineData("benign/arkime-imap.pcap")]
    [InlineData("benign/smtp.pcap")]
    [InlineData("http/http_auth.pcap")]
    public async Task Clear_passwords_stand_in_tsharks_frames(string capture)
    {
        var file = Corpus.File(Path.Combine("captures", capture));
        var (_, output, _) = await Tool.RunAsync(Tool.Require("tshark"), "-q", "-r", file, "-z", "credentials");
        var theirs = output
            .Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > 2 && long.TryParse(words[0], out _))
            .Select(words => long.Parse(words[0]))
            .Distinct();

        var ours = RecordCollector.Analyze(file).Of(CredentialRecord.Table).Select(row => row.FirstFrame);

        Assert.NotEmpty(theirs);
        Assert.Equal(theirs.Order(), ours.Order());
    }

    [Theory]
    [InlineData("benign/ldap-add.pcap", "ldap.simple", "ldap")]
    [InlineData("benign/snmp.pcap", "snmp.community", "snmp", SecretKinds.Community)]
    [InlineData("benign/snmp.pcap", "snmp.msgUserName != \"\"", "snmp", SecretKinds.ChallengeResponse)]
    [InlineData("benign/sip.pcap", "sip.auth.digest.response", "sip")]
    [InlineData("benign/socks-auth.pcap", "socks.password", "socks")]
    [InlineData("benign/mysql.pcap", "mysql.passwd", "mysql")]
    [InlineData("benign/mysql-allow.pcap", "mysql.passwd", "mysql")]
    [InlineData("benign/postgres-good.pcap", "pgsql.password", "postgresql")]
    [InlineData("benign/ndpi-mqtt.pcap", "mqtt.passwd", "mqtt")]
    [InlineData("benign/krb5-frag.pcap", "ntlmssp.ntlmv2_response", "ntlm")]
    [InlineData("http/http-digestauth.pcap", "http.authorization", "http")]
    [InlineData("benign/krb5-frag.pcap", "kerberos.msg_type == 10 && kerberos.cipher", "krb")]
    public async Task Every_frame_with_a_secret_is_counted(
        string capture,
        string field,
        string protocol,
        string? kind = null
    )
    {
        var file = Corpus.File(Path.Combine("captures", capture));
        string[] arguments = ["-r", file, "-Y", field, "-T", "fields", "-e", "frame.number"];
        var (_, output, _) = await Tool.RunAsync(Tool.Require("tshark"), arguments);
        var theirs = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(long.Parse).ToList();

        var rows = RecordCollector
            .Analyze(file)
            .Of(CredentialRecord.Table)
            .Where(row =>
                row.Protocol == protocol && (kind is null ? row.Kind != SecretKinds.Ticket : row.Kind == kind)
            )
            .ToList();

        Assert.NotEmpty(theirs);
        Assert.All(rows, row => Assert.Contains(row.FirstFrame, theirs));
        // An answer of SNMP repeats the community or user; only what asks is counted.
        var seen = protocol == "snmp" ? theirs.Count / 2 : theirs.Count;
        Assert.InRange(rows.Sum(row => row.Seen), seen, theirs.Count);
    }

    [Fact]
    public void A_ticket_for_a_service_names_its_account_and_the_mode_to_guess_it_by()
    {
        var rows = RecordCollector.Analyze(Corpus.File("captures/lateral/kerberoast.pcap")).Of(CredentialRecord.Table);

        var ticket = Assert.Single(rows, row => row.Kind == "ticket");
        Assert.Equal("HTTP/dc-mantvydas.offense.local", ticket.Context);
        Assert.Equal("Kerberos 5, etype 23, TGS-REP (hashcat 13100)", ticket.HashMode);
        Assert.Equal(7, ticket.FirstFrame);
    }

    [Fact]
    public void A_telnet_logon_is_found_by_what_the_screen_says()
    {
        var rows = RecordCollector.Analyze(Corpus.File("captures/benign/telnet.pcap")).Of(CredentialRecord.Table);
        Assert.Equal([("fake", true, 38L)], rows.Select(row => (row.User, row.IsAccepted == true, row.FirstFrame)));
    }
}
