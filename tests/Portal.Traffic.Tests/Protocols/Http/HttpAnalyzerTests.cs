using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using FsCheck.Xunit;
using Portal.Traffic.Protocols.Http;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Http;

public sealed class HttpAnalyzerTests
{
    private const string Get =
        "GET /a%20b?q=1 HTTP/1.1\nHost: example.com\nUser-Agent: probe/1\nReferer: http://r/\nOrigin: null\n\n";
    private const string Ok = "HTTP/1.1 200 OK\nContent-Length: 12\n\nhello world!";

    [Fact]
    public void A_request_and_its_response_become_one_row_and_a_file()
    {
        var play = new HttpPlay().Client(Get).Server(Ok);
        var row = Assert.Single(play.Rows);
        Assert.Equal(("GET", "example.com", "/a b?q=1"), (row.Method, row.Host, row.Uri));
        Assert.Equal(("probe/1", "http://r/", "null", "1.1"), (row.UserAgent, row.Referrer, row.Origin, row.Version));
        Assert.Equal(
            (200, "OK", 0, 12),
            (row.StatusCode, row.StatusMessage, row.RequestBodyLength, row.ResponseBodyLength)
        );
        Assert.Equal((1, 1, 2), (row.Depth, row.FirstFrame, row.LastFrame));
        Assert.Equal(["text/plain"], row.ResponderMimeTypes);
        var file = Assert.Single(play.Files);
        Assert.Equal([file.Fuid], row.ResponderFuids);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("hello world!"u8)), file.Sha256);
        Assert.Equal(("HTTP", 12, 12, false), (file.Source, file.SeenBytes, file.TotalBytes, file.IsOriginator));
        Assert.Equal(["http"], play.Flow.Services);
    }

    [Fact]
    public void Pipelined_requests_are_answered_in_order()
    {
        var play = new HttpPlay()
            .Client("GET /1 HTTP/1.1\n\nHEAD /2 HTTP/1.1\n\nGET /3 HTTP/1.1\n\n")
            .Server(
                "HTTP/1.1 200 OK\nContent-Length: 1\n\nxHTTP/1.1 200 OK\nContent-Length: 999\n\nHTTP/1.1 404 No\nContent-Length: 0\n\n"
            );
        Assert.Equal(["/1 200", "/2 200", "/3 404"], play.Rows.Select(row => $"{row.Uri} {row.StatusCode}"));
        Assert.Equal([1, 0, 0], play.Rows.Select(row => row.ResponseBodyLength));
    }

    [Fact]
    public void Chunked_bodies_lose_their_framing()
    {
        var play = new HttpPlay()
            .Client(Get)
            .Server("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n5;x=y\nhello\n7\n world!\n0\nTrailer: x\n\n");
        Assert.Equal(12, Assert.Single(play.Rows).ResponseBodyLength);
        var file = Assert.Single(play.Files);
        Assert.Equal((12, null), (file.SeenBytes, file.TotalBytes));
        Assert.Equal(Convert.ToHexStringLower(MD5.HashData("hello world!"u8)), file.Md5);
    }

    [Fact]
    public void A_body_without_a_length_ends_with_the_connection()
    {
        var play = new HttpPlay().Client(Get).Server("HTTP/1.0 200 OK\n\nhello ").Server("world!");
        Assert.Empty(play.Rows);
        play.Done();
        Assert.Equal(12, Assert.Single(play.Rows).ResponseBodyLength);
        Assert.Equal(Convert.ToHexStringLower(SHA1.HashData("hello world!"u8)), Assert.Single(play.Files).Sha1);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("raw-deflate")]
    [InlineData("br")]
    public void Content_codings_are_undone_whatever_the_segments(string coding)
    {
        var content = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 5000).Select(i => $"line {i}\n")));
        var coded = Compress(coding, content);
        var play = new HttpPlay()
            .Client(Get)
            .Server(
                $"HTTP/1.1 200 OK\nContent-Encoding: {coding.Replace("raw-", "", StringComparison.Ordinal)}\nContent-Length: {coded.Length}\n\n"
            );
        foreach (var piece in coded.Chunk(97))
        {
            play.Send(Side.Responder, piece);
        }
        Assert.Equal(content.Length, Assert.Single(play.Rows).ResponseBodyLength);
        var file = Assert.Single(play.Files);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), file.Sha256);
        Assert.Null(file.TotalBytes);
    }

    [Fact]
    public void A_decompression_bomb_meets_the_limit()
    {
        var bomb = Compress("gzip", new byte[64 * 1024 * 1024]);
        var play = new HttpPlay()
            .Client(Get)
            .Server($"HTTP/1.1 200 OK\nContent-Encoding: gzip\nContent-Length: {bomb.Length}\n\n")
            .Send(Side.Responder, bomb);
        var row = Assert.Single(play.Rows);
        Assert.InRange(
            row.ResponseBodyLength,
            1,
            HttpLimits.FreeDecodedBytes + bomb.Length * HttpLimits.MaxDecodedRatio
        );
        Assert.Contains("http_decoded_body_too_large", play.Flow.Weirds);
        var file = Assert.Single(play.Files);
        Assert.True(file.OverflowBytes > 0);
        Assert.Null(file.Sha256);
    }

    [Fact]
    public void Damaged_compressed_data_is_a_weird_and_the_stream_goes_on()
    {
        var play = new HttpPlay()
            .Client(Get + Get)
            .Server("HTTP/1.1 200 OK\nContent-Encoding: gzip\nContent-Length: 20\n\n")
            .Send(Side.Responder, Convert.FromHexString("1f8b0800000000000003ffffffffffffffffffff"))
            .Server(Ok);
        Assert.Equal(["inflate_failed"], play.Flow.Weirds);
        Assert.Equal(12, play.Rows[1].ResponseBodyLength);
    }

    [Fact]
    public void Informational_responses_come_before_the_real_one()
    {
        var play = new HttpPlay()
            .Client("POST / HTTP/1.1\nExpect: 100-continue\nContent-Length: 2\n\n")
            .Server("HTTP/1.1 100 Continue\n\n")
            .Client("hi")
            .Server(Ok);
        var row = Assert.Single(play.Rows);
        Assert.Equal((100, "Continue", 200), (row.InformationalCode, row.InformationalMessage, row.StatusCode));
        Assert.Equal((2, 12), (row.RequestBodyLength, row.ResponseBodyLength));
    }

    [Theory]
    [InlineData("CONNECT mail.example:443 HTTP/1.1\n\n", "HTTP/1.1 200 Connection established\n\n", 200)]
    [InlineData(
        "GET /chat HTTP/1.1\nUpgrade: websocket\nConnection: Upgrade\n\n",
        "HTTP/1.1 101 Switching Protocols\nUpgrade: websocket\n\n",
        101
    )]
    public void Tunnels_and_upgrades_are_handed_over_with_what_came_behind(string request, string response, int status)
    {
        var play = new HttpPlay()
            .Client(request)
            .Send(Side.Responder, [.. HttpPlay.Bytes(response), .. "\x16\x03\x01"u8]);
        Assert.Equal(1, play.Flow.HandOvers);
        Assert.Equal("\x16\x03\x01", play.Flow.HandedOver);
        play.Analyzer.OnDone();
        Assert.Equal(status, Assert.Single(play.Rows).StatusCode);
    }

    [Fact]
    public void A_refused_tunnel_stays_HTTP()
    {
        var play = new HttpPlay()
            .Client("CONNECT mail.example:443 HTTP/1.1\n\n")
            .Server("HTTP/1.1 403 No\nContent-Length: 0\n\n")
            .Client(Get)
            .Server(Ok);
        Assert.Equal(0, play.Flow.HandOvers);
        Assert.Equal([403, 200], play.Rows.Select(row => (int)row.StatusCode!));
    }

    [Fact]
    public void The_user_of_Basic_authentication_is_kept_and_the_password_is_nowhere()
    {
        var credentials = Convert.ToBase64String("alice:s3cret-horse"u8);
        var play = new HttpPlay()
            .Client(
                $"GET / HTTP/1.1\nAuthorization: Basic {credentials}\n\nGET / HTTP/1.1\nAuthorization: Basic !!!\n\n"
            )
            .Server(Ok + Ok);
        Assert.Equal(["alice", "<problem-decoding>"], play.Rows.Select(row => row.UserName));
        foreach (var row in play.Rows)
        {
            foreach (var column in HttpRecord.Table.Readers)
            {
                var value = column.Read is Func<HttpRecord, string?> text ? text(row) ?? "" : "";
                Assert.DoesNotContain("s3cret", value, StringComparison.Ordinal);
                Assert.DoesNotContain(credentials, value, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Proxies_are_told_by_their_headers()
    {
        var play = new HttpPlay().Client("GET / HTTP/1.1\nVia: 1.1 p\nX-Forwarded-For: 192.0.2.1\n\n").Server(Ok);
        Assert.Equal(["VIA -> 1.1 p", "X-FORWARDED-FOR -> 192.0.2.1"], Assert.Single(play.Rows).Proxied);
    }

    [Fact]
    public void Parts_of_a_form_become_files_with_their_names()
    {
        const string Body =
            "preamble\n--xx\nContent-Disposition: form-data; name=\"note\"\n\nhello there, you\n--xx\n"
            + "Content-Disposition: form-data; name=\"f\"; filename=\"a%20b.txt\"\n\ntwo\nlines --xx inside\n--xx--\nepilogue";
        var length = HttpPlay.Bytes(Body).Length;
        foreach (var size in (int[])[1, 2, 3, 7, 50, 1000])
        {
            var play = new HttpPlay().Client(
                $"POST /up HTTP/1.1\nContent-Type: multipart/form-data; boundary=\"xx\"\nContent-Length: {length}\n\n"
            );
            foreach (var piece in HttpPlay.Bytes(Body).Chunk(size))
            {
                play.Send(Side.Originator, piece);
            }
            play.Server(Ok);
            var row = Assert.Single(play.Rows);
            Assert.Equal(length, row.RequestBodyLength);
            Assert.Equal(["a b.txt"], row.OriginatorFileNames);
            Assert.Equal(2, row.OriginatorFuids!.Count);
            Assert.Equal(
                [Md5("hello there, you"), Md5("two\r\nlines --xx inside")],
                play.Files.Where(file => file.IsOriginator == true).Select(file => file.Md5)
            );
        }
    }

    [Fact]
    public void A_hole_in_a_body_is_missing_from_the_file_only()
    {
        var play = new HttpPlay()
            .Client(Get + Get)
            .Server("HTTP/1.1 200 OK\nContent-Length: 12\n\nhel")
            .Gap(Side.Responder, 5)
            .Server("rld!" + Ok);
        Assert.Equal([12, 12], play.Rows.Select(row => row.ResponseBodyLength));
        Assert.Equal((7, 5, null), (play.Files[0].SeenBytes, play.Files[0].MissingBytes, play.Files[0].Md5));
        Assert.NotNull(play.Files[1].Md5);
    }

    [Fact]
    public void After_a_hole_between_responses_nothing_is_paired_by_guess()
    {
        var play = new HttpPlay()
            .Client("GET /1 HTTP/1.1\n\n")
            .Gap(Side.Responder, 300)
            .Client("GET /2 HTTP/1.1\n\n")
            .Server(Ok)
            .Done();
        Assert.Equal(
            ["- 200", "/1 -", "/2 -"],
            play.Rows.Select(row => $"{row.Uri ?? "-"} {(row.StatusCode is { } code ? code : "-")}")
                .Order(StringComparer.Ordinal)
        );
        Assert.Single(play.Files);
    }

    [Fact]
    public void A_hole_in_the_headers_keeps_what_came_and_finds_the_next_request()
    {
        var play = new HttpPlay()
            .Client("GET /1 HTTP/1.1\nHost: one.example\nCook")
            .Gap(Side.Originator, 300)
            .Client("ie: x\n\n")
            .Client("GET /2 HTTP/1.1\nHost: two.example\n\n")
            .Server(Ok + Ok);
        Assert.Equal(["one.example", "two.example"], play.Rows.Select(row => row.Host));
    }

    [Fact]
    public void HTTP_0_9_answers_without_a_status_line()
    {
        var play = new HttpPlay().Client("GET /old\n").Server("<html>old</html>").Done();
        var row = Assert.Single(play.Rows);
        Assert.Equal(
            ("0.9", 0, "<empty>", 16),
            (row.Version, row.StatusCode, row.StatusMessage, row.ResponseBodyLength)
        );
        Assert.Equal(["text/html"], row.ResponderMimeTypes);
    }

    [Fact]
    public void Responses_without_their_requests_stand_alone()
    {
        var play = new HttpPlay().Server(Ok + Ok).Done();
        Assert.Equal([1, 2], play.Rows.Select(row => row.Depth));
        Assert.All(play.Rows, row => Assert.Null(row.Method));
    }

    [Fact]
    public void More_requests_than_the_limit_are_written_unanswered()
    {
        var play = new HttpPlay();
        for (var i = 0; i < 1000; i++)
        {
            play.Client(Get);
        }
        Assert.InRange(play.Rows.Count, 1000 - HttpLimits.MaxPending - 1, 1000);
        Assert.Equal(["HTTP_excessive_pipelining"], play.Flow.Weirds);
    }

    [Fact]
    public void Lines_and_heads_beyond_the_limits_are_cut_with_a_weird()
    {
        var play = new HttpPlay()
            .Client("GET /" + new string('a', HttpLimits.MaxLineBytes) + " HTTP/1.1\n\n")
            .Client("GET /b HTTP/1.1\n" + string.Concat(Enumerable.Repeat("X-Filler: 0123456789\n", 10_000)) + "\n")
            .Done();
        Assert.Contains("HTTP_line_too_long", play.Flow.Weirds);
        Assert.Contains("HTTP_head_too_long", play.Flow.Weirds);
        Assert.All(play.Rows, row => Assert.True(row.Uri!.Length <= HttpLimits.MaxLineBytes));
    }

    [Fact]
    public void Ranges_of_one_file_over_two_connections_are_one_file()
    {
        var play = new HttpPlay()
            .Client("GET /f HTTP/1.1\nHost: h\nRange: bytes=5-11\n\nGET /f HTTP/1.1\nHost: h\nRange: bytes=0-4\n\n")
            .Server("HTTP/1.1 206 Partial\nContent-Range: bytes 5-11/12\nContent-Length: 7\n\n world!")
            .Server("HTTP/1.1 206 Partial\nContent-Range: bytes 0-4/12\nContent-Length: 5\n\nhello");
        var file = Assert.Single(play.Files);
        Assert.Equal((12, 12, Md5("hello world!")), (file.SeenBytes, file.TotalBytes, file.Md5));
        Assert.All(play.Rows, row => Assert.Equal([file.Fuid], row.ResponderFuids));
    }

    [Property(MaxTest = 100)]
    public void Any_segmentation_gives_the_same_rows_and_files(byte[] cuts)
    {
        const string Requests =
            "GET /1 HTTP/1.1\nHost: a\n b\n\nPOST /2 HTTP/1.1\nContent-Length: 5\n\nhelloPUT /3 HTTP/1.1\nTransfer-Encoding: chunked\n\n3\nabc\n0\n\n";
        const string Responses =
            Ok + "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n5\nhello\n0\n\nHTTP/1.1 204 None\n\n";
        Assert.Equal(Played(Requests, Responses, []), Played(Requests, Responses, cuts));
    }

    [Property(MaxTest = 500)]
    public void Random_bytes_behind_a_real_beginning_never_throw(byte[] bytes, bool isResponse)
    {
        var play = new HttpPlay().Client(Get);
        if (isResponse)
        {
            play.Server(
                "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\nContent-Type: multipart/mixed; boundary=b\n\n5\n--b\n\n"
            );
        }
        if (bytes.Length > 0)
        {
            play.Send(isResponse ? Side.Responder : Side.Originator, bytes);
        }
        play.Gap(Side.Responder, 3).Server(Ok).Done();
        Assert.NotEmpty(play.Rows);
    }

    [Fact]
    public void Every_truncation_of_a_connection_gives_a_row_once_the_request_line_is_there()
    {
        var requests = HttpPlay.Bytes(Get);
        var responses = HttpPlay.Bytes(Ok);
        for (var length = 0; length <= requests.Length + responses.Length; length++)
        {
            var play = new HttpPlay();
            if (length > 0)
            {
                play.Send(Side.Originator, requests.AsSpan(0, Math.Min(length, requests.Length)));
            }
            if (length > requests.Length)
            {
                play.Send(Side.Responder, responses.AsSpan(0, length - requests.Length));
            }
            play.Done();
            Assert.Equal(length > requests.AsSpan().IndexOf((byte)'\n') ? 1 : 0, play.Rows.Count);
        }
    }

    [Fact]
    public void A_long_body_costs_no_allocation_a_segment()
    {
        var play = new HttpPlay().Client(Get).Server("HTTP/1.1 200 OK\nContent-Length: 100000000\n\n");
        var segment = new byte[1460];
        for (var i = 0; i < 100; i++)
        {
            play.Send(Side.Responder, segment);
        }
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            play.Send(Side.Responder, segment);
        }
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
    }

    private static List<string> Played(string requests, string responses, byte[] cuts)
    {
        var play = new HttpPlay();
        SendInPieces(play, Side.Originator, HttpPlay.Bytes(requests), cuts);
        SendInPieces(play, Side.Responder, HttpPlay.Bytes(responses), cuts);
        play.Done();
        return
        [
            .. play.Rows.Select(row =>
                $"{row.Depth} {row.Method} {row.Uri} {row.Host} {row.RequestBodyLength} {row.StatusCode} {row.ResponseBodyLength}"
            ),
            .. play.Files.Select(file => $"{file.IsOriginator} {file.SeenBytes} {file.Sha256} {file.MimeType}"),
        ];
    }

    private static void SendInPieces(HttpPlay play, Side side, byte[] bytes, byte[] cuts)
    {
        for (var (at, i) = (0, 0); at < bytes.Length; i++)
        {
            var length = cuts.Length == 0 ? bytes.Length : Math.Min(cuts[i % cuts.Length] % 40 + 1, bytes.Length - at);
            play.Send(side, bytes.AsSpan(at, length));
            at += length;
        }
    }

    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.Latin1.GetBytes(text)));

    private static byte[] Compress(string coding, byte[] content)
    {
        using var output = new MemoryStream();
        using (
            Stream stream = coding switch
            {
                "gzip" => new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true),
                "deflate" => new ZLibStream(output, CompressionLevel.Optimal, leaveOpen: true),
                "raw-deflate" => new DeflateStream(output, CompressionLevel.Optimal, leaveOpen: true),
                _ => new BrotliStream(output, CompressionLevel.Optimal, leaveOpen: true),
            }
        )
        {
            stream.Write(content);
        }
        return output.ToArray();
    }
}
