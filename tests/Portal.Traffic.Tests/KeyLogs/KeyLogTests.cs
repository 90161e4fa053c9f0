using FsCheck.Xunit;
using Portal.Traffic.KeyLogs;

namespace Portal.Traffic.Tests.KeyLogs;

public sealed class KeyLogTests
{
    private static readonly string s_random = new('a', 64);
    private static readonly string s_master = new('b', 96);
    private static readonly string s_traffic = new('c', 64);

    [Fact]
    public void Secrets_are_found_by_what_they_are_of()
    {
        var keys = new KeyLog();

        var reading = Read(
            keys,
            $"# a comment\r\n\r\nCLIENT_RANDOM {s_random} {s_master}\r\n"
                + $"SERVER_TRAFFIC_SECRET_0 {s_random} {s_traffic}\nEXPORTER_SECRET {s_random} {s_traffic}\n"
                + $"CLIENT_RANDOM {s_random} {s_master}\nRSA Session-ID:0102 Master-Key:{s_master}\nRSA 0102030405060708 {s_master}"
        );

        Assert.Equal(
            (4, 3, 1, 1, 0),
            (reading.Secrets, reading.Sessions, reading.Repeated, reading.Unused, reading.Damaged)
        );
        Assert.Equal(Convert.FromHexString(s_master), Find(keys, KeyLogLabel.ClientRandom, s_random));
        Assert.Equal(Convert.FromHexString(s_traffic), Find(keys, KeyLogLabel.ServerTraffic, s_random));
        Assert.Null(Find(keys, KeyLogLabel.ClientTraffic, s_random));
        Assert.Equal(Convert.FromHexString(s_master), Find(keys, KeyLogLabel.SessionId, "0102"));
        Assert.Equal(Convert.FromHexString(s_master), Find(keys, KeyLogLabel.RsaPremaster, "0102030405060708"));
    }

    [Theory]
    [InlineData("CLIENT_RANDOM aa bb")]
    [InlineData("CLIENT_RANDOM")]
    [InlineData("no line of a key log at all")]
    [InlineData("lower_case aabb ccdd")]
    [InlineData("RSA Session-ID: Master-Key:00")]
    [InlineData("RSA Session-ID:00 00")]
    public void A_damaged_line_is_counted_with_its_number_and_the_others_count(string damaged)
    {
        var keys = new KeyLog();
        var lines = new List<long>();

        var reading = Read(keys, $"#\n{damaged}\nCLIENT_RANDOM {s_random} {s_master}\n{damaged}", lines.Add);

        Assert.Equal([2, 4], lines);
        Assert.Equal((2, 1), (reading.Damaged, reading.Secrets));
    }

    [Fact]
    public void A_line_without_end_is_one_damaged_line()
    {
        var lines = new List<long>();

        var reading = Read(
            new KeyLog(),
            $"#\n{new string('A', 100_000)}\nCLIENT_RANDOM {s_random} {s_master}",
            lines.Add
        );

        Assert.Equal([2], lines);
        Assert.Equal(1, reading.Secrets);
    }

    [Fact]
    public void No_more_secrets_are_kept_than_allowed()
    {
        var keys = new KeyLog(maxSecrets: 3);
        var lines = Enumerable.Range(0, 5).Select(number => $"CLIENT_RANDOM {number:x64} {s_master}");

        var reading = Read(keys, string.Join('\n', lines));

        Assert.Equal((3, 2, 3), (reading.Secrets, reading.Dropped, keys.Count));
    }

    [Fact]
    public void A_secret_holds_behind_the_frame_it_stood_behind_and_the_first_one_stays()
    {
        var given = new KeyLog();
        Read(given, $"CLIENT_TRAFFIC_SECRET_0 {s_random} {s_traffic}");
        var keys = new KeyLog(given);
        Read(keys, $"CLIENT_RANDOM {s_random} {s_master}", afterFrame: 7);
        Read(keys, $"CLIENT_RANDOM {s_random} {new string('d', 96)}", afterFrame: 9);

        Assert.Null(Find(keys, KeyLogLabel.ClientRandom, s_random, frame: 7));
        Assert.Equal(Convert.FromHexString(s_master), Find(keys, KeyLogLabel.ClientRandom, s_random, frame: 8));
        Assert.Equal(Convert.FromHexString(s_master), Find(keys, KeyLogLabel.ClientRandom, s_random, frame: 10));
        Assert.Equal(Convert.FromHexString(s_traffic), Find(keys, KeyLogLabel.ClientTraffic, s_random, frame: 1));
    }

    [Theory]
    [InlineData(true, "# SSL/TLS secrets log file\nCLIENT_RANDOM {0} {1}\n")]
    [InlineData(true, "\uFEFFCLIENT_RANDOM {0} {1}\n")]
    [InlineData(true, "broken\nCLIENT_RANDOM {0} {1}\n")]
    [InlineData(true, "QUIC_SERVER_TRAFFIC_SECRET_0 {0} {1}\n")]
    [InlineData(false, "#separator \\x09\n#path\tconn\n1.0\tCabc\n")]
    [InlineData(false, "SOMETHING {0} {1}\n")]
    [InlineData(false, "CLIENT_RANDOM {0}\n")]
    [InlineData(false, "# only a comment\n")]
    [InlineData(false, "")]
    public void A_key_log_is_told_by_its_content(bool isOne, string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(
            text.Replace("{0}", s_random, StringComparison.Ordinal).Replace("{1}", s_master, StringComparison.Ordinal)
        );

        Assert.Equal(isOne, KeyLog.Claims(bytes));
    }

    [Property(MaxTest = 500)]
    public bool Any_bytes_can_be_read(byte[] bytes)
    {
        var keys = new KeyLog();
        using var content = new MemoryStream([.. "CLIENT_RANDOM "u8, .. bytes, .. "\nRSA "u8, .. bytes]);
        var reading = keys.Read(content);
        KeyLog.Claims(bytes);
        return reading.Secrets == keys.Count;
    }

    private static KeyLogReading Read(KeyLog keys, string text, Action<long>? damaged = null, long afterFrame = 0)
    {
        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        return keys.Read(content, afterFrame, damaged);
    }

    private static byte[]? Find(KeyLog keys, KeyLogLabel label, string identifier, long frame = 1) =>
        keys.TryFind(label, Convert.FromHexString(identifier), frame, out var secret) ? secret.ToArray() : null;
}
