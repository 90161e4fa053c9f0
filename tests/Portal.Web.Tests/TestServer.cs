using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Portal.Cases;
using Portal.Cases.Accounts;

namespace Portal.Web.Tests;

/// <summary>The whole server in this process, with a data folder of its own.</summary>
public sealed partial class TestServer : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private readonly WebApplicationFactory<Program> _factory;

    public TestServer(params (string Key, string Value)[] settings)
    {
        Data = Directory.CreateTempSubdirectory("portal-web-").FullName;
        _factory = new WebApplicationFactory<Program>().WithWebHostBuilder(builder =>
        {
            builder.UseSetting("Portal:DataDirectory", Data);
            builder.UseEnvironment("Production");
            builder.UseSetting("Logging:LogLevel:Microsoft.Hosting.Lifetime", "Warning");
            foreach (var (key, value) in settings)
            {
                builder.UseSetting(key, value);
            }
        });
    }

    public string Data { get; }

    public T Get<T>()
        where T : notnull => _factory.Services.GetRequiredService<T>();

    /// <summary>A browser without an account: keeps cookies, follows nothing.</summary>
    public HttpClient Browser() =>
        _factory.CreateClient(
            new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = true }
        );

    /// <summary>A browser of the first administrator, who has just been made.</summary>
    public async Task<HttpClient> SetUpAsync(string userName = "ann")
    {
        var browser = Browser();
        var token = await Get<OneTimeLinks>().CreateSetUpAsync(CancellationToken.None);
        var answer = await MakeAccountAsync(browser, $"/setup?token={token}", userName);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return browser;
    }

    /// <summary>A browser of another person, who came by an invitation.</summary>
    public async Task<HttpClient> JoinAsync(string userName)
    {
        var browser = Browser();
        var token = await Get<OneTimeLinks>()
            .CreateInvitationAsync(userName, false, new Actor("x", "test"), CancellationToken.None);
        var answer = await MakeAccountAsync(browser, $"/account/join?token={token}", userName);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return browser;
    }

    /// <summary>A program that acts as the person of the browser, by a token of theirs.</summary>
    public async Task<HttpClient> ProgramOfAsync(HttpClient browser)
    {
        var made = await browser.PostAsJsonAsync("/api/v1/tokens", new { name = "test" });
        var token = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString();
        var program = _factory.CreateClient(new WebApplicationFactoryClientOptions { HandleCookies = false });
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return program;
    }

    public static Task<HttpResponseMessage> MakeAccountAsync(HttpClient browser, string address, string userName) =>
        SubmitAsync(
            browser,
            address,
            ("Draft.UserName", userName),
            ("Draft.DisplayName", userName),
            ("Draft.Password", Password),
            ("Draft.Repeated", Password)
        );

    /// <summary>Opens a page and sends the form on it with these fields.</summary>
    public static async Task<HttpResponseMessage> SubmitAsync(
        HttpClient browser,
        string address,
        params (string Name, string Value)[] fields
    )
    {
        var page = await browser.GetStringAsync(address);
        var form = Hidden().Matches(page).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        foreach (var (name, value) in fields)
        {
            form[name] = value;
        }
        return await browser.PostAsync(address, new FormUrlEncodedContent(form));
    }

    public static async Task<int> AddCaseAsync(HttpClient client, string name = "Beacon")
    {
        var answer = await client.PostAsJsonAsync("/api/v1/cases", new { name });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt32();
    }

    public async ValueTask DisposeAsync()
    {
        await _factory.DisposeAsync();
        SqlitePools.Clear(new DataFolder(Data));
        Directory.Delete(Data, recursive: true);
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
