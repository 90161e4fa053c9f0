using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.Samples;

namespace Portal.Web.Tests.Api;

/// <summary>Hosts and their secrets through the whole server, in two cases with the same capture.</summary>
public sealed class HostsResourceTests
{
    private const string Client = "10.40.4.2";

    [Fact]
    public async Task The_same_secret_has_another_hash_in_another_case_and_hosts_tell_their_users()
    {
        var capture = await File.ReadAllBytesAsync(Corpus.File("captures/benign/imap.pcap"));
        await using var server = new TestServer();
        using var ann = await server.SetUpAsync();
        var first = await TestServer.AddCaseAsync(ann);
        var second = await TestServer.AddCaseAsync(ann);
        var evidenceId = await EvidenceFlowTests.UploadAsync(ann, first, "mail.pcap", capture);
        await EvidenceFlowTests.UploadAsync(ann, second, "mail.pcap", capture);
        await EvidenceFlowTests.WaitForRunsAsync(ann, first);
        await EvidenceFlowTests.WaitForRunsAsync(ann, second);

        var hash = await HashAsync(ann, first);
        Assert.Matches("^[0-9a-f]{64}$", hash);
        Assert.NotEqual(hash, await HashAsync(ann, second));
        // Read again under the key that the case keeps: the hashes compare with those from before.
        var again = await ann.PostAsync($"/api/v1/cases/{first}/evidence/{evidenceId}/import", null);
        Assert.True(again.IsSuccessStatusCode, $"{again.StatusCode}");
        await EvidenceFlowTests.WaitForRunsAsync(ann, first);
        Assert.Equal(hash, await HashAsync(ann, first));

        var list = await ann.GetFromJsonAsync<JsonElement>($"/api/v1/cases/{first}/hosts?text={Client}");
        var item = Assert.Single(list.GetProperty("items").EnumerateArray());
        Assert.Equal(
            (Client, true),
            (item.GetProperty("address").GetString(), item.GetProperty("isInside").GetBoolean())
        );
        var detail = await ann.GetFromJsonAsync<JsonElement>($"/api/v1/cases/{first}/hosts/{Client}");
        var user = Assert.Single(detail.GetProperty("users").EnumerateArray());
        Assert.Equal(
            ("samir", true),
            (user.GetProperty("value").GetString(), user.GetProperty("isAccepted").GetBoolean())
        );
        Assert.Equal(11, user.GetProperty("first").GetProperty("frame").GetInt64());
        var csv = await ann.GetStringAsync($"/api/v1/cases/{first}/hosts.csv?sort=address&descending=false");
        Assert.StartsWith("address,inside,names,system,roles,", csv, StringComparison.Ordinal);
        Assert.Contains($"\r\n{Client},true,", csv, StringComparison.Ordinal);
        var wrong = await ann.GetAsync($"/api/v1/cases/{first}/hosts?sort=colour");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    private static async Task<string?> HashAsync(HttpClient client, int caseId)
    {
        var rows = await client.GetFromJsonAsync<JsonElement>($"/api/v1/cases/{caseId}/tables/credentials/rows");
        var row = Assert.Single(rows.GetProperty("items").EnumerateArray());
        Assert.Equal("p…(5)", row.GetProperty("secret").GetString());
        return row.GetProperty("secret_hash").GetString();
    }
}
