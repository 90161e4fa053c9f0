using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Portal.Samples;
using Portal.Traffic.Captures;

namespace Portal.Web.Tests.Api;

/// <summary>Evidence on its way through the whole server: uploaded, read, queried, cut and checked.</summary>
public sealed class EvidenceFlowTests
{
    /// <summary>10.1.5.26:50259 → 192.0.2.60:443, SYN.</summary>
    private static readonly byte[] s_frame = Convert.FromHexString(
        "001b540a0101000c2901051a08004500003474e340008006b4890a01051ac000023cc45301bbe7da5b41000000008002faf0999d0000"
            + "020405b40103030801010402"
    );
    private const long Begin = 1_763_215_205_000_000_000;

    [Fact]
    public async Task A_capture_becomes_records_and_frames_that_are_its_own_bytes()
    {
        await using var server = new TestServer();
        using var ann = await server.SetUpAsync();
        var caseId = await TestServer.AddCaseAsync(ann);
        var capture = Capture(5);
        var evidenceId = await UploadAsync(ann, caseId, "=day.pcap", capture);
        await WaitForRunsAsync(ann, caseId);
        var evidence = $"/api/v1/cases/{caseId}/evidence/{evidenceId}";

        var item = await ann.GetFromJsonAsync<JsonElement>(evidence);
        Assert.Equal("ready", item.GetProperty("status").GetString());
        Assert.Equal(5, item.GetProperty("frames").GetInt64());
        Assert.Equal("2025-11-15T14:00:05.000Z", item.GetProperty("firstTime").GetString());
        Assert.Equal(capture, await ann.GetByteArrayAsync($"{evidence}/content"));

        var rows = await ann.GetFromJsonAsync<JsonElement>(
            $"/api/v1/cases/{caseId}/tables/conn/rows?filter={Uri.EscapeDataString("id.orig_h==10.1.0.0/16")}"
        );
        var row = Assert.Single(rows.GetProperty("items").EnumerateArray());
        Assert.Equal("192.0.2.60", row.GetProperty("id.resp_h").GetString());
        Assert.Equal((1, 5), (row.GetProperty("first_frame").GetInt32(), row.GetProperty("last_frame").GetInt32()));

        var frames = await ann.GetFromJsonAsync<JsonElement>($"{evidence}/frames?skip=1&take=2");
        Assert.Equal(
            [2, 3],
            frames.GetProperty("items").EnumerateArray().Select(line => line.GetProperty("number").GetInt32())
        );
        Assert.Equal("TCP", frames.GetProperty("items")[0].GetProperty("protocol").GetString());
        Assert.Equal(s_frame, await ann.GetByteArrayAsync($"{evidence}/frames/3/bytes"));
        var frame = await ann.GetFromJsonAsync<JsonElement>($"{evidence}/frames/3");
        Assert.Equal(Convert.ToHexStringLower(s_frame), frame.GetProperty("bytes").GetString());
        Assert.Equal(
            ["frame", "eth", "ip", "tcp"],
            frame.GetProperty("tree").EnumerateArray().Select(line => line.GetProperty("name").GetString())
        );
        var none = await ann.GetFromJsonAsync<JsonElement>($"{evidence}/frames?filter=tcp.dstport==80");
        Assert.Equal(0, none.GetProperty("total").GetInt32());
        Assert.Equal(HttpStatusCode.NotFound, (await ann.GetAsync($"{evidence}/frames/6")).StatusCode);
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await ann.GetAsync($"{evidence}/frames?filter=tcp.dstport==")).StatusCode
        );
    }

    [Fact]
    public async Task A_key_log_that_comes_later_opens_the_captures_of_its_case_and_no_others()
    {
        await using var server = new TestServer();
        using var ann = await server.SetUpAsync();
        var (caseId, otherId) = (await TestServer.AddCaseAsync(ann), await TestServer.AddCaseAsync(ann));
        var capture = await File.ReadAllBytesAsync(EncryptedCaptures.File("http2-and-websocket"));
        await UploadAsync(ann, caseId, "day.pcap", capture);
        await UploadAsync(ann, otherId, "day.pcap", capture);
        await WaitForRunsAsync(ann, caseId);
        await WaitForRunsAsync(ann, otherId);
        Assert.Equal(0, await CountAsync(ann, caseId, "http"));

        var log = await File.ReadAllBytesAsync(EncryptedCaptures.KeyLog("http2-and-websocket"));
        var evidenceId = await UploadAsync(ann, caseId, "browser.txt", log);
        await WaitForRunsAsync(ann, caseId);

        var item = await ann.GetFromJsonAsync<JsonElement>($"/api/v1/cases/{caseId}/evidence/{evidenceId}");
        Assert.Equal(
            ("tls-key-log", "ready"),
            (item.GetProperty("kind").GetString(), item.GetProperty("status").GetString())
        );
        Assert.Equal(14, await CountAsync(ann, caseId, "tls_keys"));
        Assert.Equal(13, await CountAsync(ann, caseId, "http"));
        Assert.Equal(0, await CountAsync(ann, otherId, "http"));
        var keys = await ann.GetStringAsync($"/api/v1/cases/{caseId}/tables/tls_keys/rows?take=100");
        var secrets = Encoding.UTF8.GetString(log).Split('\n').Where(line => line.Length > 0 && line[0] != '#');
        Assert.All(
            secrets.Select(line => line.Trim().Split(' ')[2]),
            secret => Assert.DoesNotContain(secret, keys, StringComparison.OrdinalIgnoreCase)
        );
    }

    [Theory]
    [InlineData("frames=2,4-5", new long[] { 2, 4, 5 })]
    [InlineData("filter=frame.number==3", new long[] { 3 })]
    public async Task A_slice_holds_the_frames_byte_for_byte_and_says_where_they_are_from(string query, long[] expected)
    {
        await using var server = new TestServer();
        using var ann = await server.SetUpAsync();
        var caseId = await TestServer.AddCaseAsync(ann);
        var evidenceId = await UploadAsync(ann, caseId, "day.pcap", Capture(5));
        await WaitForRunsAsync(ann, caseId);

        var slice = await ann.GetByteArrayAsync($"/api/v1/cases/{caseId}/evidence/{evidenceId}/slice?{query}");

        Assert.True(CaptureReader.TryOpen(new MemoryStream(slice), null, out var reader, out _));
        var comments = new List<string?>();
        using (reader)
        {
            while (reader.TryReadNext(out var frame))
            {
                Assert.Equal(s_frame, frame.Data.ToArray());
                comments.Add(frame.Comment);
            }
        }
        Assert.Equal(expected.Select(number => $"orig frame {number} of day.pcap"), comments);
        var custody = await ann.GetFromJsonAsync<JsonElement>($"/api/v1/cases/{caseId}/custody");
        Assert.Equal(
            ["received", "hashed", "read", "sliced"],
            custody.GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("action").GetString())
        );
    }

    [Fact]
    public async Task A_carried_file_is_listed_looked_at_and_given_out_only_packed()
    {
        var capture = await File.ReadAllBytesAsync(Corpus.File("captures/files/pdf-dl.pcap"));
        await using var server = new TestServer();
        using var ann = await server.SetUpAsync();
        using var bob = await server.JoinAsync("bob");
        var caseId = await TestServer.AddCaseAsync(ann);
        var otherCase = await TestServer.AddCaseAsync(bob, "Other");
        await UploadAsync(ann, caseId, "pdf.pcap", capture);
        await WaitForRunsAsync(ann, caseId);

        var rows = await ann.GetFromJsonAsync<JsonElement>($"/api/v1/cases/{caseId}/tables/objects/rows");
        var row = rows.GetProperty("items")
            .EnumerateArray()
            .Single(item => item.TryGetProperty("mime_type", out var type) && type.GetString() == "application/pdf");
        var sha256 = row.GetProperty("sha256").GetString()!;
        Assert.True(row.GetProperty("is_complete").GetBoolean());
        var excerpt = await ann.GetFromJsonAsync<JsonElement>($"/api/v1/cases/{caseId}/objects/{sha256}/excerpt");
        Assert.Equal(row.GetProperty("size").GetInt64(), excerpt.GetProperty("size").GetInt64());
        Assert.Contains("%PDF-", excerpt.GetProperty("hex").GetString(), StringComparison.Ordinal);

        var archive = await ann.GetByteArrayAsync($"/api/v1/cases/{caseId}/objects/{sha256}/archive");
        Assert.Equal("PK"u8, archive.AsSpan(0, 2));
        Assert.Equal(-1, archive.AsSpan().IndexOf("%PDF-"u8));

        // Neither a stranger's case nor somebody else's case is a way to it.
        var paths = new[] { $"{otherCase}/objects/{sha256}", $"{caseId}/objects/{sha256}" };
        foreach (var path in paths)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await bob.GetAsync($"/api/v1/cases/{path}/archive")).StatusCode);
        }
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await ann.GetAsync($"/api/v1/cases/{caseId}/objects/..%2f..%2fportal.db/archive")).StatusCode
        );
    }

    [Fact]
    public async Task A_file_that_is_no_evidence_says_so_and_can_be_tried_again()
    {
        await using var server = new TestServer();
        using var ann = await server.SetUpAsync();
        var caseId = await TestServer.AddCaseAsync(ann);
        var evidenceId = await UploadAsync(ann, caseId, "letter.txt", Encoding.UTF8.GetBytes("Dear analyst,\n"));
        await WaitForRunsAsync(ann, caseId);

        var item = await ann.GetFromJsonAsync<JsonElement>($"/api/v1/cases/{caseId}/evidence/{evidenceId}");
        Assert.Equal("failed", item.GetProperty("status").GetString());
        Assert.Contains("letter.txt", item.GetProperty("error").GetString(), StringComparison.Ordinal);
        var runs = await ann.GetFromJsonAsync<JsonElement>($"/api/v1/cases/{caseId}/runs");
        var run = Assert
            .Single(runs.GetProperty("items").EnumerateArray())
            .GetProperty("run")
            .GetProperty("id")
            .GetString();
        var cancelled = await ann.PostAsync($"/api/v1/cases/{caseId}/runs/{run}/cancel", null);
        Assert.Equal(HttpStatusCode.Conflict, cancelled.StatusCode);
        var retried = await ann.PostAsync($"/api/v1/cases/{caseId}/runs/{run}/retry", null);
        Assert.Equal(HttpStatusCode.Accepted, retried.StatusCode);
        await WaitForRunsAsync(ann, caseId);
        var frames = await ann.GetAsync($"/api/v1/cases/{caseId}/evidence/{evidenceId}/frames");
        Assert.Equal(HttpStatusCode.Conflict, frames.StatusCode);
    }

    [Fact]
    public async Task A_table_leaves_as_csv_that_no_spreadsheet_runs()
    {
        await using var server = new TestServer();
        using var ann = await server.SetUpAsync();
        var caseId = await TestServer.AddCaseAsync(ann);
        const string Log =
            "#separator \\x09\n#path\thttp\n#fields\tts\tuid\tid.orig_h\turi\n#types\ttime\tstring\taddr\tstring\n"
            + "1763215205.5\tC1\t10.1.5.42\t=cmd|'/C calc'!A0\n1763215206.5\tC2\t10.1.5.43\t/a,b\n";
        await UploadAsync(ann, caseId, "http.log", Encoding.UTF8.GetBytes(Log));
        await WaitForRunsAsync(ann, caseId);

        var csv = await ann.GetStringAsync($"/api/v1/cases/{caseId}/tables/http/rows.csv?columns=ts,uri,line");
        var wrong = await ann.GetAsync($"/api/v1/cases/{caseId}/tables/http/rows.csv?columns=nothing");

        Assert.Equal(
            "ts,uri,line\r\n2025-11-15T14:00:05.500Z,'=cmd|'/C calc'!A0,5\r\n2025-11-15T14:00:06.500Z,\"/a,b\",6\r\n",
            csv
        );
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task A_follower_is_told_of_changes_as_they_happen()
    {
        await using var server = new TestServer();
        using var ann = await server.SetUpAsync();
        var caseId = await TestServer.AddCaseAsync(ann);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var answer = await ann.GetAsync(
            $"/api/v1/cases/{caseId}/events",
            HttpCompletionOption.ResponseHeadersRead,
            patience.Token
        );
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(patience.Token));

        Assert.Equal("event: ready", await reader.ReadLineAsync(patience.Token));
        await ann.PostAsJsonAsync(
            $"/api/v1/cases/{caseId}/notes",
            new { title = "Plan", markdown = "" },
            patience.Token
        );

        string? line;
        do
        {
            line = await reader.ReadLineAsync(patience.Token);
        } while (line is not null && !line.Contains("note", StringComparison.Ordinal));
        Assert.Equal($"data: {{\"caseId\":{caseId},\"kind\":\"note\",\"key\":\"1\"}}", line);
    }

    private static byte[] Capture(int frames)
    {
        var stream = new MemoryStream();
        var writer = new PcapWriter(stream, LinkType.Ethernet);
        for (var i = 0; i < frames; i++)
        {
            writer.Write(Begin + (i * 1_000_000_000L), s_frame, (uint)s_frame.Length);
        }
        return stream.ToArray();
    }

    private static async Task<int> CountAsync(HttpClient client, int caseId, string table)
    {
        var response = await client.GetAsync($"/api/v1/cases/{caseId}/tables/{table}/rows?take=100");
        return response.StatusCode == HttpStatusCode.NotFound
            ? 0
            : (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").GetArrayLength();
    }

    internal static async Task<int> UploadAsync(HttpClient client, int caseId, string name, byte[] bytes)
    {
        var uploads = $"/api/v1/cases/{caseId}/uploads";
        var begun = await client.PostAsJsonAsync(uploads, new { name, totalBytes = bytes.Length });
        var id = (await begun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        var half = bytes.Length / 2;
        var first = await client.PatchAsync($"{uploads}/{id}?offset=0", new ByteArrayContent(bytes, 0, half));
        var second = await client.PatchAsync(
            $"{uploads}/{id}?offset={half}",
            new ByteArrayContent(bytes, half, bytes.Length - half)
        );
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [first.StatusCode, second.StatusCode]);
        var done = await client.PostAsync($"{uploads}/{id}/complete", null);
        return (await done.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("evidenceId").GetInt32();
    }

    internal static async Task WaitForRunsAsync(HttpClient client, int caseId)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (true)
        {
            var runs = await client.GetFromJsonAsync<JsonElement>($"/api/v1/cases/{caseId}/runs", patience.Token);
            var states = runs.GetProperty("items")
                .EnumerateArray()
                .Select(view => view.GetProperty("run").GetProperty("state").GetString());
            if (states.All(state => state is not ("queued" or "running")))
            {
                return;
            }
            await Task.Delay(50, patience.Token);
        }
    }
}
