using System.Text;
using FsCheck;
using FsCheck.Xunit;
using Portal.Samples;
using Portal.Traffic.Credentials;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Credentials;

public sealed class CredentialLogTests
{
    private static readonly SecretKey s_key = new("of this test"u8);
    private static readonly ConnectionId s_id = new("10.0.0.1", 50000, "198.51.100.7", 21);

    private readonly RecordCollector _collected = new();

    [Theory]
    [InlineData("hunter2hunter2", "h…(14)")]
    [InlineData("pass", "p…(4)")]
    [InlineData("abc", "…(3)")]
    [InlineData("", "(empty)")]
    [InlineData("äöüß", "ä…(4)")]
    [InlineData("\u0001two", "\\x01…(4)")]
    public void A_password_shows_its_first_character_and_its_length(string password, string mask) =>
        Assert.Equal(mask, Written(Log(), password).Secret);

    [Fact]
    public void What_is_no_text_shows_its_length_only()
    {
        var log = Log();
        Note(log, [0x41, 0x42, 0x43, 0x44, 0x45], SecretKinds.ChallengeResponse);
        log.WriteAll();
        Assert.Equal("…(5 bytes)", Assert.Single(_collected.Of(CredentialRecord.Table)).Secret);
    }

    [Fact]
    public void The_same_secret_has_the_same_hash_whatever_carried_it_and_another_under_another_key()
    {
        var ftp = Written(Log(), "correct horse", "ftp");
        var imap = Written(Log(), "correct horse", "imap");
        var other = Written(new CredentialLog(new SecretKey("of another case"u8), _collected), "correct horse");

        Assert.Equal(64, ftp.SecretHash!.Length);
        Assert.Equal(ftp.SecretHash, imap.SecretHash);
        Assert.NotEqual(ftp.SecretHash, other.SecretHash);
    }

    [Fact]
    public void Without_a_key_there_is_no_hash_and_an_empty_secret_has_none_either()
    {
        Assert.Null(Written(new CredentialLog(null, _collected), "correct horse").SecretHash);
        Assert.Null(Written(Log(), "").SecretHash);
    }

    [Fact]
    public void A_secret_sent_again_is_counted_and_its_acceptance_outweighs_refusals()
    {
        var log = Log();
        Note(log, "letmein", frame: 3).Answer(false, "530", At(4));
        Note(log, "letmein", frame: 7).Answer(true, "230", At(8));
        Note(log, "letmein", frame: 9).Answer(false, "530", At(10));
        Note(log, "letmeout", frame: 11);
        log.WriteAll();

        var rows = _collected.Of(CredentialRecord.Table);
        Assert.Equal(2, rows.Count);
        Assert.Equal((3L, true, "230", 8L), (rows[0].Seen, rows[0].IsAccepted, rows[0].Reply, rows[0].ReplyFrame));
        Assert.Equal((3L, 10L), (rows[0].FirstFrame, rows[0].LastFrame));
        Assert.Equal((1L, null), (rows[1].Seen, rows[1].IsAccepted));
    }

    [Fact]
    public void A_flow_with_thousands_of_secrets_is_written_as_it_goes_and_loses_none()
    {
        var log = Log();
        var handles = Enumerable.Range(0, 5000).Select(i => Note(log, $"guess {i}", frame: i + 1)).ToList();
        Assert.True(_collected.Of(CredentialRecord.Table).Count > 4000);
        handles[0].Answer(true, "230", At(9000)); // it is written: nothing may change it any more
        log.WriteAll();

        var rows = _collected.Of(CredentialRecord.Table);
        Assert.Equal(5000, rows.Count);
        Assert.Null(rows[0].IsAccepted);
        Assert.Equal(rows.OrderBy(row => row.FirstFrame), rows);
    }

    [Property]
    public void No_secret_is_in_its_row(NonNull<string> secret)
    {
        var text = secret.Get;
        if (Encoding.UTF8.GetByteCount(text) < 5)
        {
            return; // five bytes do not stand in a row by chance
        }
        var row = Written(Log(), text);
        var shown = string.Join(
            '\n',
            row.Protocol,
            row.Kind,
            row.User,
            row.Context,
            row.Secret,
            row.SecretHash,
            row.Reply
        );
        Assert.DoesNotContain(text, shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_names_are_cut()
    {
        var log = Log();
        Note(log, "letmein", user: new string('u', 100_000));
        log.WriteAll();
        Assert.True(_collected.Of(CredentialRecord.Table)[0].User!.Length < 300);
    }

    private static FrameStamp At(long frame) => new(frame, frame * 1_000_000);

    private static Credential Note(
        CredentialLog log,
        string password,
        string protocol = "ftp",
        long frame = 1,
        string user = "ann"
    ) => Note(log, Encoding.UTF8.GetBytes(password), SecretKinds.Password, protocol, frame, user);

    private static Credential Note(
        CredentialLog log,
        byte[] secret,
        string kind,
        string protocol = "ftp",
        long frame = 1,
        string user = "ann"
    ) =>
        log.Note(
            new SeenSecret
            {
                Protocol = protocol,
                Kind = kind,
                User = user,
                Bytes = secret,
                Frame = At(frame),
            },
            "CTest",
            s_id
        );

    private CredentialLog Log() => new(s_key, _collected);

    private CredentialRecord Written(CredentialLog log, string password, string protocol = "ftp")
    {
        Note(log, password, protocol);
        log.WriteAll();
        return _collected.Of(CredentialRecord.Table)[^1];
    }
}
