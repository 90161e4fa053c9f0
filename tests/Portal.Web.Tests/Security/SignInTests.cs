using System.Net;
using System.Net.Http.Json;
using Portal.Cases.Accounts;

namespace Portal.Web.Tests.Security;

public sealed class SignInTests
{
    [Fact]
    public async Task The_set_up_link_makes_one_administrator_and_then_is_spent()
    {
        await using var server = new TestServer();
        using var browser = server.Browser();
        var token = await server.Get<OneTimeLinks>().CreateSetUpAsync(CancellationToken.None);

        var made = await TestServer.MakeAccountAsync(browser, $"/setup?token={token}", "ann");

        Assert.Equal(HttpStatusCode.Found, made.StatusCode);
        var me = await browser.GetStringAsync("/api/v1/me");
        Assert.Contains("\"isAdministrator\":true", me, StringComparison.Ordinal);
        using var another = server.Browser();
        Assert.Contains(
            "does not work",
            await another.GetStringAsync($"/setup?token={token}"),
            StringComparison.Ordinal
        );
        Assert.Null(await server.Get<OneTimeLinks>().CreateSetUpAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_guessed_set_up_link_opens_nothing()
    {
        await using var server = new TestServer();
        using var browser = server.Browser();

        var page = await browser.GetStringAsync("/setup?token=guessed");

        Assert.DoesNotContain("<form", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_weak_password_is_refused_and_the_link_stays_good()
    {
        await using var server = new TestServer();
        using var browser = server.Browser();
        var token = await server.Get<OneTimeLinks>().CreateSetUpAsync(CancellationToken.None);

        var weak = await TestServer.SubmitAsync(
            browser,
            $"/setup?token={token}",
            ("Draft.UserName", "ann"),
            ("Draft.Password", "aaaaaaaaaaaaaaa"),
            ("Draft.Repeated", "aaaaaaaaaaaaaaa")
        );

        Assert.Equal(HttpStatusCode.OK, weak.StatusCode);
        Assert.Contains("different characters", await weak.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var good = await TestServer.MakeAccountAsync(browser, $"/setup?token={token}", "ann");
        Assert.Equal(HttpStatusCode.Found, good.StatusCode);
    }

    [Fact]
    public async Task Signing_in_needs_the_right_password_and_leads_to_the_page_that_was_asked_for()
    {
        await using var server = new TestServer();
        (await server.SetUpAsync()).Dispose();
        using var browser = server.Browser();

        var asked = await browser.GetAsync("/profile");
        var wrong = await SignInAsync(browser, "ann", "something else entirely");
        var right = await SignInAsync(browser, "ann", TestServer.Password, "?returnUrl=%2Fprofile");

        Assert.Equal("/account/login?returnUrl=%2Fprofile", asked.Headers.Location!.PathAndQuery);
        Assert.Contains("do not fit", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, right.StatusCode);
        Assert.EndsWith("/profile", right.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_is_locked_after_many_wrong_passwords()
    {
        await using var server = new TestServer();
        (await server.SetUpAsync()).Dispose();
        using var browser = server.Browser();
        for (var i = 0; i < 8; i++)
        {
            await SignInAsync(browser, "ann", "something else entirely");
        }

        var right = await SignInAsync(browser, "ann", TestServer.Password);

        Assert.Contains("Too many attempts", await right.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attempts_from_one_address_are_limited()
    {
        await using var server = new TestServer(("Portal:SignInsPerMinute", "3"));
        using var browser = server.Browser();
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++)
        {
            answers.Add((await browser.PostAsync("/account/login", null)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, answers[3]);
        Assert.DoesNotContain(HttpStatusCode.TooManyRequests, answers[..3]);
    }

    [Fact]
    public async Task Signing_in_never_leads_to_another_site()
    {
        await using var server = new TestServer();
        (await server.SetUpAsync()).Dispose();
        using var browser = server.Browser();

        var answer = await SignInAsync(browser, "ann", TestServer.Password, "?returnUrl=%2F%2Fevil.example");

        Assert.Equal("localhost", new Uri(new Uri("http://localhost/"), answer.Headers.Location!).Host);
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        await using var server = new TestServer();
        using var browser = await server.SetUpAsync();

        await TestServer.SubmitAsync(browser, "/account/sign-out");

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/v1/me")).StatusCode);
    }

    [Fact]
    public async Task An_invitation_lets_one_person_in_and_only_administrators_make_them()
    {
        await using var server = new TestServer();
        using var ann = await server.SetUpAsync();
        var invited = await ann.PostAsJsonAsync("/api/v1/users/invitations", new { @for = "Bob" });
        var link = (await invited.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>())
            .GetProperty("link")
            .GetString()!;
        using var bob = server.Browser();

        var joined = await TestServer.MakeAccountAsync(bob, new Uri(link).PathAndQuery, "bob");

        Assert.Equal(HttpStatusCode.Found, joined.StatusCode);
        var forbidden = await bob.PostAsJsonAsync("/api/v1/users/invitations", new { @for = "Eve" });
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        using var eve = server.Browser();
        Assert.Contains(
            "does not work",
            await eve.GetStringAsync(new Uri(link).PathAndQuery),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_disabled_account_is_out_at_once_with_its_tokens()
    {
        await using var server = new TestServer();
        using var ann = await server.SetUpAsync();
        using var bob = await server.JoinAsync("bob");
        using var program = await server.ProgramOfAsync(bob);
        var users = await ann.GetFromJsonAsync<System.Text.Json.JsonElement>("/api/v1/users");
        var id = users
            .EnumerateArray()
            .Single(user => user.GetProperty("userName").GetString() == "bob")
            .GetProperty("id");

        await ann.PutAsJsonAsync($"/api/v1/users/{id}/disabled", new { isDisabled = true });

        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("/api/v1/me")).StatusCode);
        using var browser = server.Browser();
        var again = await SignInAsync(browser, "bob", TestServer.Password);
        Assert.Contains("disabled", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reset_link_sets_a_new_password()
    {
        await using var server = new TestServer();
        using var ann = await server.SetUpAsync();
        (await server.JoinAsync("bob")).Dispose();
        var users = await ann.GetFromJsonAsync<System.Text.Json.JsonElement>("/api/v1/users");
        var id = users
            .EnumerateArray()
            .Single(user => user.GetProperty("userName").GetString() == "bob")
            .GetProperty("id");
        var made = await ann.PostAsync($"/api/v1/users/{id}/reset", null);
        var link = (await made.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>())
            .GetProperty("link")
            .GetString()!;
        using var bob = server.Browser();

        await TestServer.SubmitAsync(
            bob,
            new Uri(link).PathAndQuery,
            ("Draft.Password", "another long password"),
            ("Draft.Repeated", "another long password")
        );

        using var browser = server.Browser();
        var old = await SignInAsync(browser, "bob", TestServer.Password);
        var fresh = await SignInAsync(browser, "bob", "another long password");
        Assert.Equal(HttpStatusCode.OK, old.StatusCode);
        Assert.Equal(HttpStatusCode.Found, fresh.StatusCode);
    }

    private static Task<HttpResponseMessage> SignInAsync(
        HttpClient browser,
        string userName,
        string password,
        string query = ""
    ) =>
        TestServer.SubmitAsync(
            browser,
            "/account/login" + query,
            ("Draft.UserName", userName),
            ("Draft.Password", password)
        );
}
