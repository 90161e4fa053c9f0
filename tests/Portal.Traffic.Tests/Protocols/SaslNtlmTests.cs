using Portal.Traffic.Credentials;
using Portal.Traffic.Protocols.Imap;
using Portal.Traffic.Protocols.Pop3;
using Portal.Traffic.Protocols.Smtp;
using Portal.Traffic.Records;
using Portal.Traffic.Tests.Protocols.Smb;

namespace Portal.Traffic.Tests.Protocols;

/// <summary>NTLM in the Base64 words of text protocols (MS-SMTPNTLM, MS-OXIMAP, MS-POP3).</summary>
public sealed class SaslNtlmTests
{
    [Theory]
    [InlineData("535 no", false)]
    [InlineData("235 in", true)]
    public void Smtp(string verdict, bool isAccepted) =>
        Check(
            new SessionPlay(new SmtpProtocol())
                .Server("220 mail\n")
                .Client("EHLO me\n")
                .Server("250-mail\n250 AUTH NTLM\n")
                .Client("AUTH NTLM\n")
                .Server("334 ntlm supported\n")
                .Client($"{Token(2)}\n")
                .Server($"334 {Token(3)}\n")
                .Client($"{Token(4)}\n")
                .Server($"{verdict}\n"),
            isAccepted
        );

    [Fact]
    public void Imap() =>
        Check(
            new SessionPlay(new ImapProtocol())
                .Server("* OK IMAP4rev1\n")
                .Client("a1 AUTHENTICATE NTLM\n")
                .Server("+ \n")
                .Client($"{Token(2)}\n")
                .Server($"+ {Token(3)}\n")
                .Client($"{Token(4)}\n")
                .Server("a1 OK in\n"),
            isAccepted: true
        );

    [Fact]
    public void Pop3_with_the_first_word_beside_the_command() =>
        Check(
            new SessionPlay(new Pop3Protocol())
                .Server("+OK hi\n")
                .Client($"AUTH ntlm {Token(2)}\n")
                .Server($"+ {Token(3)}\n")
                .Client($"{Token(4)}\n")
                .Server("-ERR no\n"),
            isAccepted: false
        );

    [Fact]
    public void Spnego_around_it_is_read_too() =>
        Check(
            new SessionPlay(new SmtpProtocol())
                .Server("220 mail\n")
                .Client($"AUTH GSS-SPNEGO {Token(2)}\n")
                .Server($"334 {Token(3)}\n")
                .Client($"{Token(4)}\n")
                .Server("235 in\n"),
            isAccepted: true
        );

    [Fact]
    public void A_challenge_of_another_mechanism_is_no_word_of_the_client() =>
        Assert.Equal(
            ["ann s…(8) True 235"],
            new SessionPlay(new SmtpProtocol())
                .Server("220 mail\n")
                .Client("AUTH LOGIN\n")
                .Server("334 VXNlcm5hbWU6\n")
                .Client("YW5u\n")
                .Server("334 UGFzc3dvcmQ6\n")
                .Client("c2VjcmV0OTk=\n")
                .Server("235 in\n")
                .Logons()
        );

    private static void Check(SessionPlay play, bool isAccepted)
    {
        var row = Assert.Single(play.Done().Credentials());
        Assert.Equal(("ntlm", "robin", "cylera.lab"), (row.Protocol, row.User, row.Context));
        Assert.Equal(
            (SecretKinds.ChallengeResponse, HashModes.NetNtlmV2, isAccepted),
            (row.Kind, row.HashMode, row.IsAccepted)
        );
        Assert.Matches("^…\\([0-9]+ bytes\\)$", row.Secret);
        var ntlm = Assert.Single(play.Flow.Collected.Of(NtlmRecord.Table));
        Assert.Equal(("robin", "DC01", isAccepted), (ntlm.UserName, ntlm.ServerNetbiosName, ntlm.IsSuccess));
    }

    private static string Token(int message)
    {
        var bytes = Smb2Sample.Messages[message].Bytes;
        return Convert.ToBase64String(bytes[bytes.AsSpan().IndexOf("NTLMSSP\0"u8)..]);
    }
}
