using Microsoft.EntityFrameworkCore;

namespace Portal.Cases.Tests;

public sealed class MigrationTests
{
    [Fact]
    public async Task All_migrations_apply_to_an_empty_file_and_nothing_is_pending()
    {
        await using var portal = await TestPortal.StartAsync();
        await using var db = await portal.OpenAsync();

        Assert.NotEmpty(await db.Database.GetAppliedMigrationsAsync());
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task The_file_lets_readers_in_while_one_writes()
    {
        await using var portal = await TestPortal.StartAsync();
        await using var db = await portal.OpenAsync();

        var mode = await db.Database.SqlQueryRaw<string>("PRAGMA journal_mode").ToListAsync();

        Assert.Equal(["wal"], mode);
    }
}
