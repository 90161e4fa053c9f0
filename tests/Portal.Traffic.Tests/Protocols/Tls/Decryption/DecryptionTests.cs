using Portal.Samples;
using Portal.Traffic.KeyLogs;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Tls.Decryption;

public sealed class DecryptionTests
{
    private static readonly string[] s_certificateColumns =
    [
        "cert_chain_fps",
        "client_cert_chain_fps",
        "sni_matches_cert",
        "subject",
        "issuer",
        "is_self_signed",
    ];

    [Fact]
    public void Every_suite_and_version_gives_its_page()
    {
        var records = Samples.Analyze("suites", Samples.Keys("suites"));

        var pages = records.Of(HttpRecord.Table);
        Assert.Equal(25, pages.Count);
        Assert.All(pages, page => Assert.Equal(200, page.StatusCode));
        Assert.Equal(
            [
                "/tls10-AES128-SHA",
                "/tls11-ECDHE-RSA-AES256-SHA",
                "/tls12-AES128-CCM",
                "/tls12-AES256-CCM8",
                "/tls12-AES256-SHA256",
                "/tls12-DHE-RSA-AES128-GCM-SHA256",
                "/tls12-ECDHE-RSA-AES128-GCM-SHA256",
                "/tls12-ECDHE-RSA-AES128-SHA",
                "/tls12-ECDHE-RSA-AES256-GCM-SHA384",
                "/tls12-ECDHE-RSA-AES256-SHA384",
                "/tls12-ECDHE-RSA-CHACHA20-POLY1305",
                "/tls12-mac-inside-AES128-SHA",
                "/tls12-mac-inside-AES256-SHA256",
                "/tls12-mac-inside-ECDHE-RSA-AES256-SHA384",
                "/tls12-resumed-id",
                "/tls12-resumed-ticket",
                "/tls13-TLS_AES_128_CCM_8_SHA256",
                "/tls13-TLS_AES_128_CCM_SHA256",
                "/tls13-TLS_AES_128_GCM_SHA256",
                "/tls13-TLS_AES_256_GCM_SHA384",
                "/tls13-TLS_CHACHA20_POLY1305_SHA256",
                "/tls13-client-certificate",
                "/tls13-retry",
            ],
            pages.Select(page => page.Uri).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
        );
        Assert.Empty(records.Of(WeirdRecord.Table));
        Assert.Equal(25, records.Counters!.DecryptedSessions);
        Assert.All(records.Of(ConnRecord.Table), conn => Assert.Equal("ssl,http", conn.Service));
    }

    [Theory]
    [InlineData("suites")]
    [InlineData("key-update")]
    [InlineData("early-and-renegotiation")]
    [InlineData("http2-and-websocket")]
    public void The_rows_of_the_handshakes_gain_certificates_and_nothing_else_changes(string name)
    {
        var clear = Samples.Analyze(name, null);
        var opened = Samples.Analyze(name, Samples.Keys(name));

        Assert.Equal(
            Samples.Values(clear, SslRecord.Table, s_certificateColumns),
            Samples.Values(opened, SslRecord.Table, s_certificateColumns)
        );
        var newer = opened.Of(SslRecord.Table).Where(row => row is { Version: "TLSv13", IsResumed: false }).ToList();
        Assert.NotEmpty(newer);
        Assert.All(newer, row => Assert.Equal("CN=server.example", row.Subject));
    }

    [Fact]
    public void A_client_certificate_of_TLS_13_is_in_the_row()
    {
        var records = Samples.Analyze("suites", Samples.Keys("suites"));

        var row = Assert.Single(records.Of(SslRecord.Table), row => row.ClientCertificateChain is [_, ..]);
        var certificate = Assert.Single(records.Of(X509Record.Table), row => row.IsClientCertificate);
        Assert.Equal([certificate.Fingerprint], row.ClientCertificateChain);
        Assert.Equal(("TLSv13", "CN=client.example"), (row.Version, certificate.Subject));
    }

    [Fact]
    public void Wrong_secrets_harm_no_record()
    {
        var clear = Samples.Analyze("suites", null);
        var wrong = Samples.Analyze("suites", Samples.Keys("suites", Wrong));

        Assert.Empty(wrong.Of(HttpRecord.Table));
        Assert.Equal(Samples.Values(clear, SslRecord.Table), Samples.Values(wrong, SslRecord.Table));
        Assert.Equal(Samples.Values(clear, ConnRecord.Table), Samples.Values(wrong, ConnRecord.Table));
        Assert.Equal(0, wrong.Counters!.AnalyzerFailures);
        Assert.Equal(25, wrong.Of(WeirdRecord.Table).Count(weird => weird.Name == "tls_decryption_failed"));
    }

    [Fact]
    public void Without_the_secrets_of_the_handshake_those_of_the_data_are_enough()
    {
        var keys = Samples.Keys("suites", line => line.Contains("HANDSHAKE", StringComparison.Ordinal) ? null : line);

        var records = Samples.Analyze("suites", keys);

        Assert.Equal(25, records.Of(HttpRecord.Table).Count);
        Assert.Empty(records.Of(WeirdRecord.Table));
        Assert.All(
            records.Of(SslRecord.Table).Where(row => row.Version == "TLSv13"),
            row => Assert.Null(row.CertificateChain)
        );
    }

    [Fact]
    public void Early_data_counts_once_whether_the_server_took_it_or_not()
    {
        var records = Samples.Analyze("early-and-renegotiation", Samples.Keys("early-and-renegotiation"));

        var pages = records.Of(HttpRecord.Table).OrderBy(page => page.FirstFrame).ToList();
        Assert.Equal(
            [(44503, 51L, 200L), (44504, 77L, 200L)],
            pages.Select(page => (page.Id!.ResponderPort, page.FirstFrame, page.StatusCode ?? 0))
        );
    }

    [Fact]
    public void HTTP_2_WebSocket_and_files_are_found_inside()
    {
        var records = Samples.Analyze("http2-and-websocket", Samples.Keys("http2-and-websocket"));

        var services = records.Of(ConnRecord.Table).Select(conn => conn.Service).ToList();
        Assert.Equal(2, services.Count(service => service == "ssl,http2"));
        Assert.Contains("ssl,http,websocket", services);
        var uploads = records.Of(HttpRecord.Table).Where(row => row.Uri == "/upload").ToList();
        Assert.Equal(4, uploads.Count);
        Assert.All(uploads, row => Assert.Equal(4237, row.RequestBodyLength));
        var large = Enumerable.Range(0, 5000).Select(i => (byte)(i * 7 % 251)).ToArray();
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA1.HashData(large));
        Assert.Equal(4, records.Of(FilesRecord.Table).Count(file => file.Sha1 == hash));
    }

    [Fact]
    public void A_lost_frame_leaves_a_hole_and_the_rest_is_read()
    {
        var capture = Corpus.File("captures/tls/tls-1.2-stream-keylog.pcap");
        var keys = new KeyLog();
        using (var log = File.OpenRead(Corpus.File("captures/tls/tls-1.2-stream-keylog.keys.txt")))
        {
            keys.Read(log);
        }

        var whole = Samples.Analyze(capture, keys, (_, bytes) => bytes).Of(HttpRecord.Table);
        var holed = Samples.Analyze(capture, keys, (number, bytes) => number == 60 ? null : bytes);

        Assert.Equal(16, whole.Count);
        Assert.Equal(whole.Select(row => row.Uri), holed.Of(HttpRecord.Table).Select(row => row.Uri));
        Assert.Equal(
            whole.Skip(1).Select(row => row.ResponseBodyLength),
            holed.Of(HttpRecord.Table).Skip(1).Select(row => row.ResponseBodyLength)
        );
        Assert.DoesNotContain(holed.Of(WeirdRecord.Table), weird => weird.Name == "tls_decryption_failed");
    }

    [Theory]
    [InlineData("suites")]
    [InlineData("key-update")]
    [InlineData("early-and-renegotiation")]
    [InlineData("http2-and-websocket")]
    public void Damaged_frames_break_nothing(string name)
    {
        var keys = Samples.Keys(name);
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var damaged = 0;
            Samples.Analyze(
                Samples.Capture(name),
                keys,
                (_, bytes) =>
                {
                    if (bytes.Length > 66 && random.Next(8) == 0)
                    {
                        bytes[random.Next(66, bytes.Length)] ^= (byte)(1 << random.Next(8));
                        damaged++;
                    }
                    return random.Next(40) == 0 ? null : bytes;
                }
            );
            Assert.NotEqual(0, damaged);
        }
    }

    [Fact]
    public void The_page_of_Zeeks_own_test_is_Zeeks()
    {
        var capture = Corpus.File("captures/tls/tls12-decryption.pcap");
        var keys = new KeyLog();
        using (var log = File.OpenRead(Corpus.File("captures/tls/tls12-decryption.keys.txt")))
        {
            keys.Read(log);
        }
        var baseline = File.ReadLines(
                Corpus.File("expected/zeek/tls12-decryption.pcap/scripts.policy.protocols.ssl.decryption/http.log")
            )
            .Single(line => line[0] != '#')
            .Split('\t');

        var row = Assert.Single(Samples.Analyze(capture, keys, (_, bytes) => bytes).Of(HttpRecord.Table));

        Assert.Equal((baseline[7], baseline[8], baseline[9]), (row.Method, row.Host, row.Uri));
        Assert.Equal(
            (baseline[12], baseline[15], baseline[16], baseline[17]),
            (row.UserAgent, $"{row.ResponseBodyLength}", $"{row.StatusCode}", row.StatusMessage)
        );
    }

    [Fact]
    public void A_master_secret_is_found_by_the_session_identifier_too()
    {
        var masters = File.ReadLines(EncryptedCaptures.KeyLog("suites"))
            .Where(line => line.StartsWith("CLIENT_RANDOM ", StringComparison.Ordinal))
            .ToDictionary(line => line.Split(' ')[1], line => line.Split(' ')[2], StringComparer.OrdinalIgnoreCase);
        var lines = new List<string>();
        var random = "";
        Samples.Analyze(
            Samples.Capture("suites"),
            new KeyLog(),
            (_, bytes) =>
            {
                const int Payload = 14 + 20 + 32; // Ethernet, IPv4, TCP with its timestamps
                var record = bytes.AsSpan(Math.Min(bytes.Length, Payload));
                if (record is [0x16, 3, _, _, _, 1, ..])
                {
                    random = Convert.ToHexString(record.Slice(11, 32));
                }
                else if (
                    record is [0x16, 3, _, _, _, 2, ..]
                    && record[43] > 0
                    && masters.TryGetValue(random, out var master)
                )
                {
                    lines.Add(
                        $"RSA Session-ID:{Convert.ToHexString(record.Slice(44, record[43]))} Master-Key:{master}"
                    );
                }
                return bytes;
            }
        );
        var keys = new KeyLog();
        using var log = new MemoryStream(System.Text.Encoding.ASCII.GetBytes(string.Join('\n', lines)));
        keys.Read(log);

        var pages = Samples.Analyze("suites", keys).Of(HttpRecord.Table);

        Assert.Equal(2, pages.Count(page => page.Uri == "/tls12-resumed-id"));
        Assert.Equal(lines.Count, pages.Count);
    }

    [Fact]
    public void The_premaster_secrets_of_RSA_alone_open_their_sessions()
    {
        var pages = Samples.Analyze("suites", Samples.Keys("suites", OnlyRsa)).Of(HttpRecord.Table);

        // Each of these handshakes agreed on the extended master secret (RFC 7627).
        Assert.Equal(
            [
                "/tls10-AES128-SHA",
                "/tls12-AES128-CCM",
                "/tls12-AES256-CCM8",
                "/tls12-AES256-SHA256",
                "/tls12-mac-inside-AES128-SHA",
                "/tls12-mac-inside-AES256-SHA256",
            ],
            pages.Select(page => page.Uri!).Order(StringComparer.Ordinal)
        );
    }

    private static string? OnlyRsa(string line) => line.StartsWith("RSA ", StringComparison.Ordinal) ? line : null;

    private static string Wrong(string line)
    {
        var words = line.Split(' ');
        return words.Length == 3 && !line.StartsWith('#')
            ? $"{words[0]} {words[1]} {string.Concat(words[2].Reverse())}"
            : line;
    }
}
