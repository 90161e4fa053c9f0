using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.Web.Api;

namespace Portal.Web.Tests.Api;

public sealed class ApiTests
{
    [Fact]
    public void Every_resource_is_found()
    {
        Assert.Equal(
            [
                "AccountResource",
                "CasesResource",
                "EventsResource",
                "EvidenceResource",
                "ExportsResource",
                "FeedsResource",
                "FindingsResource",
                "HostsResource",
                "IndicatorsResource",
                "MembersResource",
                "NotesResource",
                "ObjectsResource",
                "PacketsResource",
                "RunsResource",
                "TablesResource",
                "TimelineResource",
                "UploadsResource",
                "UsersResource",
            ],
            ApiRegistration.Resources.Select(type => type.Name)
        );
    }

    [Fact]
    public async Task The_document_names_every_address_and_how_to_authenticate()
    {
        await using var server = new TestServer();
        using var browser = server.Browser();

        var document = await browser.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

        var paths = document.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();
        Assert.Contains("/api/v1/cases/{caseId}/findings/{key}", paths);
        Assert.Contains("/api/v1/cases/{caseId}/uploads/{id}", paths);
        Assert.Equal(
            "bearer",
            document
                .GetProperty("components")
                .GetProperty("securitySchemes")
                .GetProperty("bearer")
                .GetProperty("scheme")
                .GetString()
        );
    }

    [Fact]
    public async Task A_token_acts_for_its_person_until_it_is_revoked()
    {
        await using var server = new TestServer();
        using var ann = await server.SetUpAsync();
        using var program = await server.ProgramOfAsync(ann);

        Assert.Contains("\"userName\":\"ann\"", await program.GetStringAsync("/api/v1/me"), StringComparison.Ordinal);
        var another = await program.PostAsJsonAsync("/api/v1/tokens", new { name = "child" });
        Assert.Equal(HttpStatusCode.Forbidden, another.StatusCode);

        var tokens = await ann.GetFromJsonAsync<JsonElement>("/api/v1/tokens");
        await ann.DeleteAsync($"/api/v1/tokens/{tokens[0].GetProperty("id")}");
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("/api/v1/me")).StatusCode);
    }

    [Fact]
    public async Task Who_is_no_member_does_not_learn_that_a_case_exists()
    {
        await using var server = new TestServer();
        using var ann = await server.SetUpAsync();
        using var bob = await server.JoinAsync("bob");
        var caseId = await TestServer.AddCaseAsync(ann);

        foreach (
            var address in new[]
            {
                "",
                "/evidence",
                "/findings",
                "/tables",
                "/runs",
                "/timeline",
                "/notes",
                "/activity",
                "/indicators",
                "/custody",
                "/members",
                "/events",
            }
        )
        {
            var answer = await bob.GetAsync($"/api/v1/cases/{caseId}{address}");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        }
        Assert.Equal(0, (await bob.GetFromJsonAsync<JsonElement>("/api/v1/cases")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_reader_sees_and_does_not_change()
    {
        await using var server = new TestServer();
        using var ann = await server.SetUpAsync();
        using var bob = await server.JoinAsync("bob");
        var caseId = await TestServer.AddCaseAsync(ann);
        await ann.PutAsJsonAsync($"/api/v1/cases/{caseId}/members/bob", new { role = "reader" });

        Assert.Equal(HttpStatusCode.OK, (await bob.GetAsync($"/api/v1/cases/{caseId}")).StatusCode);
        var note = await bob.PostAsJsonAsync($"/api/v1/cases/{caseId}/notes", new { title = "a", markdown = "b" });
        var upload = await bob.PostAsJsonAsync($"/api/v1/cases/{caseId}/uploads", new { name = "a", totalBytes = 1 });
        Assert.Equal(HttpStatusCode.Forbidden, note.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, upload.StatusCode);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"name\":\"x\",\"severity\":\"dreadful\"}")]
    [InlineData("{\"name\":\"x\",\"timeZone\":\"Mars/Olympus\"}")]
    [InlineData("{\"name\":\"x\",\"localNetworks\":[\"10.1.2.3/99\"]}")]
    public async Task Input_that_cannot_be_accepted_is_a_problem_not_an_error(string body)
    {
        await using var server = new TestServer();
        using var ann = await server.SetUpAsync();

        var answer = await ann.PostAsync(
            "/api/v1/cases",
            new StringContent(body, System.Text.Encoding.UTF8, "application/json")
        );

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Two_people_who_save_a_note_at_once_both_keep_their_text()
    {
        await using var server = new TestServer();
        using var ann = await server.SetUpAsync();
        var caseId = await TestServer.AddCaseAsync(ann);
        var notes = $"/api/v1/cases/{caseId}/notes";
        await ann.PostAsJsonAsync(notes, new { title = "Plan", markdown = "one" });

        var first = await ann.PutAsJsonAsync($"{notes}/1?revision=1", new { title = "Plan", markdown = "two" });
        var second = await ann.PutAsJsonAsync($"{notes}/1?revision=1", new { title = "Plan", markdown = "three" });

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        var problem = await second.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("two", problem.GetProperty("theirs").GetProperty("markdown").GetString());
    }
}
