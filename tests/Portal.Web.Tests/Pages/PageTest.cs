using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Analysis.Findings;
using Portal.Cases;
using Portal.Cases.Accounts;
using Portal.Cases.Cases;
using Portal.Cases.Findings;
using Portal.Web.Pages;
using Portal.Web.Tests.Components;

namespace Portal.Web.Tests.Pages;

/// <summary>A page over the real services and a real database, as a signed-in person sees it.</summary>
public abstract class PageTest : ComponentTest, IAsyncLifetime
{
    private readonly DataFolder _folder = new(Directory.CreateTempSubdirectory("portal-pages-").FullName);

    private readonly BunitAuthorizationContext _authorization;

    protected PageTest()
    {
        Services.AddLogging();
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddCases(_folder);
        Services.AddPages();
        _authorization = this.AddAuthorization();
    }

    /// <summary>Stands still until a test moves it on.</summary>
    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2025, 11, 16, 8, 0, 0, TimeSpan.Zero));

    protected Actor Ada { get; private set; } = null!;

    protected int CaseId { get; private set; }

    protected T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        await Get<PortalDatabase>().MigrateAsync(CancellationToken.None);
        Ada = await AddUserAsync("ada", "Ada Admin");
        var made = await Get<CaseService>()
            .CreateAsync(Ada, new CaseDraft { Name = "Beacon on WKSTN-042", Number = "INC-7" }, CancellationToken.None);
        CaseId = made.Id;
        SignIn(Ada);
        Render<MudBlazor.MudPopoverProvider>();
    }

    protected async Task<Actor> AddUserAsync(string name, string displayName)
    {
        await using var db = await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        var user = new PortalUser
        {
            UserName = name,
            NormalizedUserName = name.ToUpperInvariant(),
            DisplayName = displayName,
        };
        db.Users.Add(user);
        await db.SaveChangesAsync();
        return new Actor(user.Id, displayName);
    }

    protected void SignIn(Actor actor)
    {
        _authorization.SetAuthorized(actor.Name);
        _authorization.SetClaims(
            new Claim(ClaimTypes.NameIdentifier, actor.UserId),
            new Claim(ClaimTypes.GivenName, actor.Name)
        );
    }

    /// <summary>Shows a page of the case at an address with this query string.</summary>
    protected IRenderedComponent<TPage> Show<TPage>(string query = "")
        where TPage : IComponent
    {
        Get<NavigationManager>().NavigateTo($"/cases/{CaseId}/page{query}");
        return Render<TPage>(parts => parts.TryAdd("CaseId", CaseId));
    }

    /// <summary>The findings of an analysis, as the detectors would leave them.</summary>
    protected Task PutFindingsAsync(params Finding[] findings) =>
        Get<FindingStore>().ReplaceAsync(CaseId, Guid.NewGuid(), findings, CancellationToken.None);

    protected static Finding Beacon(
        string key = "beaconing-1",
        Severity severity = Severity.High,
        string? title = null
    ) =>
        new()
        {
            Key = key,
            Detector = "beaconing",
            Version = "1",
            Title = title ?? "10.1.5.42 calls 185.220.101.42:443 every 60 s",
            Severity = severity,
            Score = 70,
            Confidence = 0.9,
            Impact = 4,
            Attack = ["T1071.001"],
            FirstTime = 1_763_215_272_000_000_000,
            LastTime = 1_763_229_465_000_000_000,
            Source = "10.1.5.42",
            Destination = "185.220.101.42",
            Port = 443,
            Protocol = "ssl",
            Explanation = "A timer explains the gaps.",
            NullHypothesis = "If nothing kept time, the gaps would be exponential.",
            Statistics = [new Statistic("period_seconds", 60.1, "time between two beats")],
            Terms = [new ScoreTerm("comb", "D = 400", "no timer", 3, EvidenceFamily.Timing)],
            CounterEvidence = [new ScoreTerm("popular", "5 of 24 hosts", "1", -1, EvidenceFamily.Reputation)],
            NotEvaluable = ["no certificate was seen"],
            Evidence =
            [
                new EvidenceReference
                {
                    Sha256 = new string('a', 64),
                    Frames = [289, 300],
                    FrameCount = 237,
                },
            ],
            Filter = "ip.addr == 185.220.101.42",
            Query = "SELECT * FROM conn",
            Chart = new IntervalChart([50, 60, 70], [10, 20], [1, 2, 3]),
        };

    /// <summary>Takes the database away, as a broken disk would.</summary>
    protected void BreakDatabase()
    {
        SqlitePools.Clear(_folder);
        File.WriteAllText(_folder.Database, "this is no database");
        foreach (var rest in new[] { "-wal", "-shm" })
        {
            File.Delete(_folder.Database + rest);
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            SqlitePools.Clear(_folder);
            Directory.Delete(_folder.Root, recursive: true);
        }
    }
}
