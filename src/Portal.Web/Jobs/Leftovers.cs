using Microsoft.EntityFrameworkCore;
using Portal.Analysis.Store;
using Portal.Cases;
using Portal.Cases.Evidence;

namespace Portal.Web.Jobs;

/// <summary>Removes what a process that was killed left behind and nobody refers to.</summary>
internal sealed class Leftovers(
    IDbContextFactory<PortalDbContext> contexts,
    RecordStore store,
    EvidenceVault vault,
    DataFolder folder
)
{
    /// <summary>Run at the start, before any work: record sets without a case, upload files without an upload, spilled queries.</summary>
    public async Task RemoveAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var used = await db
            .Evidence.Where(item => item.RecordRun != null)
            .Select(item => new { item.Sha256, item.RecordRun })
            .ToListAsync(cancellation);
        var keep = used.Select(item => $"{item.Sha256}/{item.RecordRun}").ToHashSet(StringComparer.Ordinal);
        foreach (var sha256 in store.List().Select(set => set.Manifest.Sha256))
        {
            foreach (var set in store.Runs(sha256).Where(set => !keep.Contains($"{sha256}/{set.Run}")))
            {
                store.Delete(set);
            }
        }
        var uploads = await db.Uploads.Select(session => session.Id).ToListAsync(cancellation);
        var parts = uploads.Select(vault.PathOfUpload).ToHashSet(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder.Uploads).Where(path => !parts.Contains(path)))
        {
            File.Delete(path);
        }
        foreach (var path in Directory.EnumerateDirectories(folder.Temporary))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
