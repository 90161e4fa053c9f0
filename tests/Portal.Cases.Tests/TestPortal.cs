using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Cases.Accounts;
using Portal.Cases.Cases;

namespace Portal.Cases.Tests;

/// <summary>The services over a real SQLite file in a folder of their own, at a time that stands still.</summary>
public sealed class TestPortal : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private TestPortal(string root)
    {
        Folder = new DataFolder(root);
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Time)
            .AddCases(Folder)
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2025, 11, 16, 8, 0, 0, TimeSpan.Zero));

    public DataFolder Folder { get; }

    public static async Task<TestPortal> StartAsync()
    {
        var portal = new TestPortal(Directory.CreateTempSubdirectory("portal-cases-").FullName);
        await portal.Get<PortalDatabase>().MigrateAsync(CancellationToken.None);
        return portal;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task<PortalDbContext> OpenAsync() => Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();

    public async Task<Actor> AddUserAsync(string name, bool isAdministrator = false)
    {
        await using var db = await OpenAsync();
        var user = new PortalUser
        {
            UserName = name,
            NormalizedUserName = name.ToUpperInvariant(),
            DisplayName = name,
            IsAdministrator = isAdministrator,
        };
        db.Users.Add(user);
        await db.SaveChangesAsync();
        return new Actor(user.Id, name);
    }

    public Task<Case> AddCaseAsync(Actor owner, string name = "Beacon on WKSTN-042") =>
        Get<CaseService>().CreateAsync(owner, new CaseDraft { Name = name }, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        // Not all pools: those of the tests that run beside stay.
        using (var connection = new SqliteConnection($"Data Source={Folder.Database};Default Timeout=30"))
        {
            SqliteConnection.ClearPool(connection);
        }
        Directory.Delete(Folder.Root, recursive: true);
    }
}
