using System.Text.Json;
using Portal.Samples;

namespace Portal.Cli.Tests.Commands;

public sealed class LogCommandTests : IDisposable
{
    private const string Header = "#separator \\x09\n#path\tconn\n#fields\tts\tuid\n#types\ttime\tstring\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Several_inputs_are_one_case()
    {
        var first = _folder.Write("logs/a.log", Header + "2.0\tC2\n");
        _folder.Write("logs/b.log", Header + "1.0\tC1\n");
        _folder.Write("logs/notes.txt", "words");

        var run = await PortalProcess.RunAsync(
            "log",
            Path.Combine(_folder.Path, "logs"),
            first,
            "conn",
            "--columns",
            "uid"
        );

        Assert.Equal(0, run.ExitCode);
        Assert.EndsWith("#path\tconn\n#fields\tuid\n#types\tstring\nC1\nC2\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("notes.txt: this kind is not supported", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("day.pcap", "day.pcap.keys")]
    [InlineData("day.pcap", "day.keys")]
    [InlineData("day.pcap", "day.keylog")]
    [InlineData("day.pcap", "day.keys.txt")]
    [InlineData("day.pcap", "SSLKEYLOGFILE.txt")]
    public async Task A_capture_is_decrypted_with_the_key_log_beside_it(string name, string log)
    {
        var capture = CopyEncrypted(name, log);

        var run = await PortalProcess.RunAsync("log", capture, "http", "--columns", "uri");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("/upload", run.Output, StringComparison.Ordinal);
        Assert.Contains($"{log}: 14 TLS secrets of 5 sessions", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_capture_is_decrypted_with_a_key_log_that_was_named(bool isOption)
    {
        var capture = CopyEncrypted("day.pcap", "elsewhere.log");
        var log = Path.Combine(_folder.Path, "elsewhere.log");

        var run = isOption
            ? await PortalProcess.RunAsync("log", capture, "http", "--columns", "uri", "--keys", log)
            : await PortalProcess.RunAsync("log", capture, log, "http", "--columns", "uri");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("/upload", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_file_is_not_taken_for_its_key_log()
    {
        var capture = CopyEncrypted("day.pcap", "other.log");
        var notes = _folder.Write("notes.txt", "words");

        var beside = await PortalProcess.RunAsync("log", capture, "http", "--columns", "uri");
        var named = await PortalProcess.RunAsync("log", capture, "http", "--keys", notes);

        Assert.DoesNotContain("/upload", beside.Output, StringComparison.Ordinal);
        Assert.Equal(2, named.ExitCode);
        Assert.Contains("there are no TLS secrets in it", named.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_left_behind()
    {
        var log = _folder.Write("conn.log", Header + "1.0\tC1\n");
        string kept;
        using (var evidence = OpenedEvidence.Open([log]))
        {
            kept = Assert.Single(evidence.Sets).Folder;
            Assert.True(Directory.Exists(kept));
        }

        Assert.False(Directory.Exists(kept));
        Assert.False(Directory.Exists(Path.GetFullPath(Path.Combine(kept, "..", ".."))));
    }

    [Fact]
    public async Task A_log_that_breaks_off_gives_its_rows_and_exit_4()
    {
        var path = _folder.Write("cut.log", Header + "1.0\tC1\n2.0");

        var run = await PortalProcess.RunAsync("log", path, "conn", "--json");

        Assert.Equal(4, run.ExitCode);
        var row = JsonDocument.Parse(Assert.Single(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal("1970-01-01T00:00:01.000Z", row.RootElement.GetProperty("ts").GetString());
        Assert.Equal("conn", row.RootElement.GetProperty("_path").GetString());
        Assert.Contains("the file ends in the middle of line 6", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unreadable_input_is_exit_3_and_wrong_usage_2()
    {
        var text = _folder.Write("words.txt", "words");
        var log = _folder.Write("conn.log", Header + "1.0\tC1\n");

        Assert.Equal(3, (await PortalProcess.RunAsync("log", text, "conn")).ExitCode);
        Assert.Equal(3, (await PortalProcess.RunAsync("log", "/no/such/file", "conn")).ExitCode);
        Assert.Equal(4, (await PortalProcess.RunAsync("log", log, "/no/such/file", "conn")).ExitCode);
        Assert.Equal(2, (await PortalProcess.RunAsync("log", log)).ExitCode);
        Assert.Equal(2, (await PortalProcess.RunAsync("log", log, "nonsense")).ExitCode);
        Assert.Equal(2, (await PortalProcess.RunAsync("log", log, "conn", "--columns", "nonsense")).ExitCode);
    }

    [Fact]
    public async Task The_record_sets_stay_where_the_user_says()
    {
        var log = _folder.Write("conn.log", Header + "1.0\tC1\n");
        var kept = Path.Combine(_folder.Path, "kept");

        Assert.Equal(0, (await PortalProcess.RunAsync("log", log, "conn", "--out", kept)).ExitCode);

        Assert.Single(Directory.GetFiles(kept, "conn.parquet", SearchOption.AllDirectories));
        Assert.Single(Directory.GetFiles(kept, "run.json", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_query_reads_all_tables_and_nothing_else()
    {
        var log = _folder.Write("conn.log", Header + "1.0\tC1\n2.0\tC\\\\2\n");

        var text = await PortalProcess.RunAsync(
            "query",
            log,
            "SELECT uid, line, NULL AS n, [1, NULL] AS l FROM conn ORDER BY uid"
        );
        Assert.Equal((0, "uid\tline\tn\tl\nC1\t5\t-\t1,-\nC\\\\2\t6\t-\t1,-\n"), (text.ExitCode, text.Output));

        var json = await PortalProcess.RunAsync("query", log, "SELECT count(*) AS n, max(ts) AS t FROM conn", "--json");
        Assert.Equal("{\"n\":2,\"t\":\"1970-01-01T00:00:02Z\"}\n", json.Output);

        var refused = await PortalProcess.RunAsync("query", log, "COPY conn TO '/tmp/x.csv'");
        Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
    }

    [Fact]
    public async Task Frames_are_numbered_and_counted()
    {
        var capture = Corpus.File("captures/http/methods.pcap");
        var cut = Path.Combine(_folder.Path, "cut.pcap");
        await File.WriteAllBytesAsync(cut, (await File.ReadAllBytesAsync(capture))[..5000]);

        var count = await PortalProcess.RunAsync("frames", capture, "--count");
        var numbers = await PortalProcess.RunAsync("frames", capture);
        var partial = await PortalProcess.RunAsync("frames", cut, "--count");

        Assert.Equal((0, "655\n"), (count.ExitCode, count.Output));
        Assert.Equal(Enumerable.Range(1, 655).Select(i => i.ToString()), numbers.Output.TrimEnd().Split('\n'));
        Assert.Equal(4, partial.ExitCode);
        Assert.Contains("stopped after frame", partial.Error, StringComparison.Ordinal);
        Assert.Equal(3, (await PortalProcess.RunAsync("frames", _folder.Write("x", "words"))).ExitCode);
    }

    [Fact]
    public async Task Secrets_have_the_same_hashes_under_the_same_key_and_others_without_one()
    {
        var capture = Corpus.File("captures/benign/imap.pcap");

        var first = await PortalProcess.RunAsync(
            "log",
            capture,
            "credentials",
            "--hash-key",
            "the key of this very test"
        );
        var again = await PortalProcess.RunAsync(
            "log",
            capture,
            "credentials",
            "--hash-key",
            "the key of this very test"
        );
        var other = await PortalProcess.RunAsync("log", capture, "credentials");
        var weak = await PortalProcess.RunAsync("log", capture, "credentials", "--hash-key", "short");

        Assert.Equal((0, ""), (first.ExitCode, first.Error));
        Assert.Equal(first.Output, again.Output);
        Assert.NotEqual(first.Output, other.Output);
        Assert.Contains("fewer than 16 characters", weak.Error, StringComparison.Ordinal);
        Assert.Matches("\tsamir\tp…\\(5\\)\tT\tOK\t", first.Output);
    }

    [Fact]
    public async Task The_key_is_not_kept_with_the_run()
    {
        var capture = Corpus.File("captures/benign/imap.pcap");
        var kept = Path.Combine(_folder.Path, "kept");
        const string Key = "the key of this very test";

        var run = await PortalProcess.RunAsync("log", capture, "conn", "--out", kept, "--hash-key", Key);

        Assert.Equal(0, run.ExitCode);
        var manifest = Assert.Single(Directory.GetFiles(kept, "run.json", SearchOption.AllDirectories));
        Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(manifest)!, "credentials.parquet")));
        var text = await File.ReadAllTextAsync(manifest);
        Assert.Contains("credentials", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, text, StringComparison.Ordinal);
        Assert.DoesNotContain("SecretKey", text, StringComparison.OrdinalIgnoreCase);
    }

    private string CopyEncrypted(string name, string log)
    {
        Directory.CreateDirectory(_folder.Path);
        File.Copy(EncryptedCaptures.KeyLog("http2-and-websocket"), Path.Combine(_folder.Path, log));
        var capture = Path.Combine(_folder.Path, name);
        File.Copy(EncryptedCaptures.File("http2-and-websocket"), capture);
        return capture;
    }
}
