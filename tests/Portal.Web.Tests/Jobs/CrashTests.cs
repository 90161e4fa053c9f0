using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Portal.Analysis.Demo;
using Portal.Web.Tests.Browser;

namespace Portal.Web.Tests.Jobs;

/// <summary>The real server is killed without warning, in the middle of things, and started again.</summary>
public sealed class CrashTests : IAsyncLifetime
{
    private const int ChunkBytes = 8 << 20;

    /// <summary>A run may end before the kill reaches it; then the test tries again.</summary>
    private const int MaxTries = 8;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(240);

    private readonly string _folder = Directory.CreateTempSubdirectory("portal-crash-").FullName;
    private PortalServer? _server;
    private HttpClient _program = new();

    private string Data => Path.Combine(_folder, "data");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Data);
        _server = await PortalServer.StartAsync(Data);
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        browser.BaseAddress = new Uri(_server.Address);
        var link = new Uri(await _server.SetUpLinkAsync());
        var made = await TestServer.MakeAccountAsync(browser, link.PathAndQuery, "ann");
        Assert.Equal(HttpStatusCode.Found, made.StatusCode);
        var token = await ReadAsync(await browser.PostAsJsonAsync("/api/v1/tokens", new { name = "test" }));
        Connect(token.GetProperty("token").GetString()!);
    }

    [Fact]
    public async Task After_a_kill_the_upload_goes_on_and_the_run_completes_and_nothing_is_half_published()
    {
        var capture = DemoIncident.Write(Path.Combine(_folder, "demo"));
        var bytes = await File.ReadAllBytesAsync(capture);
        var caseId = await TestServer.AddCaseAsync(_program);

        var evidenceId = await UploadThroughAKillAsync(caseId, bytes);
        await WaitForRunsAsync(caseId);
        var runId = await KillInTheMiddleOfARunAsync(caseId, evidenceId);

        await RestartAsync();
        await WaitForRunsAsync(caseId);
        var run = (await GetAsync($"/api/v1/cases/{caseId}/runs/{runId}")).GetProperty("run");
        Assert.Equal("succeeded", run.GetProperty("state").GetString());
        Assert.Equal(2, run.GetProperty("attempts").GetInt32());
        var evidence = await GetAsync($"/api/v1/cases/{caseId}/evidence/{evidenceId}");
        Assert.Equal("ready", evidence.GetProperty("status").GetString());
        Assert.Equal(61_096, evidence.GetProperty("frames").GetInt64());
        var sha256 = evidence.GetProperty("sha256").GetString()!;
        Assert.Single(Directory.GetDirectories(Path.Combine(Data, "records", sha256)));
        Assert.Empty(Directory.GetDirectories(Path.Combine(Data, "records", "incoming")));
        Assert.Empty(Directory.GetFiles(Path.Combine(Data, "uploads")));
        var verified = await ReadAsync(
            await _program.PostAsync($"/api/v1/cases/{caseId}/evidence/{evidenceId}/verify", null)
        );
        Assert.True(verified.GetProperty("isIntact").GetBoolean());
    }

    public async ValueTask DisposeAsync()
    {
        _program.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
        foreach (var file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Kills the server while the second chunk is on its way, and goes on where the file ends.</summary>
    private async Task<int> UploadThroughAKillAsync(int caseId, byte[] bytes)
    {
        var uploads = $"/api/v1/cases/{caseId}/uploads";
        var begun = await ReadAsync(
            await _program.PostAsJsonAsync(uploads, new { name = "demo.pcap", totalBytes = bytes.Length })
        );
        var address = $"{uploads}/{begun.GetProperty("id").GetString()}";
        await SendAsync(address, bytes, 0);
        var half = ChunkBytes + (ChunkBytes / 2);
        using (var slow = new StalledContent(bytes.AsMemory(ChunkBytes, ChunkBytes), half - ChunkBytes))
        {
            var sending = _program.PatchAsync($"{address}?offset={ChunkBytes}", slow);
            await slow.Stalled.WaitAsync(s_patience);
            await WaitForBytesAsync(address, ChunkBytes + 1);
            await _server!.KillAsync();
            slow.GiveUp();
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => sending);
        }

        await RestartAsync();
        var status = await GetAsync(address);
        var received = status.GetProperty("receivedBytes").GetInt32();
        Assert.InRange(received, ChunkBytes + 1, half);
        while (received < bytes.Length)
        {
            received = await SendAsync(address, bytes, received);
        }
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var sealedAs = await ReadAsync(await _program.PostAsync($"{address}/complete?sha256={sha256}", null));
        Assert.Equal(sha256, sealedAs.GetProperty("sha256").GetString());
        return sealedAs.GetProperty("evidenceId").GetInt32();
    }

    /// <summary>Has the evidence read again and kills the server while that is going on.</summary>
    private async Task<string> KillInTheMiddleOfARunAsync(int caseId, int evidenceId)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var queued = await ReadAsync(
                await _program.PostAsync($"/api/v1/cases/{caseId}/evidence/{evidenceId}/import", null)
            );
            var runId = queued.GetProperty("id").GetString()!;
            await WaitForAsync(() =>
                Task.FromResult(Directory.GetDirectories(Path.Combine(Data, "records", "incoming")).Length > 0)
            );
            await _server!.KillAsync();
            if (await StoredStateAsync(runId) == "Running")
            {
                return runId;
            }
            await RestartAsync();
            await WaitForRunsAsync(caseId);
        }
        throw new InvalidOperationException("Every run ended before the kill.");
    }

    private async Task<string?> StoredStateAsync(string runId)
    {
        await using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(Data, "portal.db")};Pooling=False"
        );
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT State FROM Runs WHERE lower(Id) = $id";
        command.Parameters.AddWithValue("$id", runId);
        return (string?)await command.ExecuteScalarAsync();
    }

    private async Task<int> SendAsync(string address, byte[] bytes, int offset)
    {
        using var chunk = new ByteArrayContent(bytes, offset, Math.Min(ChunkBytes, bytes.Length - offset));
        var status = await ReadAsync(await _program.PatchAsync($"{address}?offset={offset}", chunk));
        return status.GetProperty("receivedBytes").GetInt32();
    }

    private Task WaitForBytesAsync(string address, int least) =>
        WaitForAsync(async () => (await GetAsync(address)).GetProperty("receivedBytes").GetInt32() >= least);

    /// <summary>Until the case has runs and all of them have ended, the analysis after the imports included.</summary>
    private Task WaitForRunsAsync(int caseId) =>
        WaitForAsync(async () =>
        {
            var runs = (await GetAsync($"/api/v1/cases/{caseId}/runs")).GetProperty("items").EnumerateArray();
            var states = runs.Select(view => view.GetProperty("run").GetProperty("state").GetString()).ToList();
            Assert.DoesNotContain("failed", states);
            return states.Count > 1 && states.All(state => state == "succeeded");
        });

    private static async Task WaitForAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (!await condition())
        {
            await Task.Delay(15, patience.Token);
        }
    }

    private async Task RestartAsync()
    {
        var token = _program.DefaultRequestHeaders.Authorization!.Parameter!;
        await _server!.DisposeAsync();
        _server = await PortalServer.StartAsync(Data);
        Connect(token);
    }

    private void Connect(string token)
    {
        _program.Dispose();
        _program = new HttpClient { BaseAddress = new Uri(_server!.Address) };
        _program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    private async Task<JsonElement> GetAsync(string address) => await ReadAsync(await _program.GetAsync(address));

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonElement.Parse(text);
    }

    /// <summary>Sends the first bytes and then nothing, until it is told to give up.</summary>
    private sealed class StalledContent(ReadOnlyMemory<byte> bytes, int sent) : HttpContent
    {
        private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);

        private readonly TaskCompletionSource _givenUp = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Stalled => _stalled.Task;

        public void GiveUp() => _givenUp.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(bytes[..sent]);
            await stream.FlushAsync();
            _stalled.SetResult();
            await _givenUp.Task;
            throw new IOException("The sender gave up.");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = bytes.Length;
            return true;
        }
    }
}
