using Microsoft.EntityFrameworkCore;

namespace Portal.Cases;

/// <summary>Brings the database file to the present schema.</summary>
public sealed class PortalDatabase(IDbContextFactory<PortalDbContext> contexts)
{
    public async Task MigrateAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        // Readers go on while one writes; the mode is kept in the file.
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellation);
        await db.Database.MigrateAsync(cancellation);
    }
}
