using Microsoft.EntityFrameworkCore;
using Portal.Analysis.Store;
using Portal.Cases.Accounts;
using Portal.Cases.Members;

namespace Portal.Cases.Records;

/// <summary>
/// Holds the records of the cases that are being looked at open for queries. A case is opened again when its evidence has
/// new records; the one that was not used for longest is closed when there are too many.
/// </summary>
public sealed class CaseRecords(
    IDbContextFactory<PortalDbContext> contexts,
    RecordStore store,
    DataFolder folder,
    CaseRecordsOptions options
) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, LeasedResource<OpenRecords>> _open = [];
    private readonly SemaphoreSlim _opening = new(1, 1);
    private long _uses;

    /// <summary>The records of a case for as long as the lease is kept; keep it for one question, not for a circuit.</summary>
    public async Task<RecordLease> OpenAsync(int caseId, Actor actor, CancellationToken cancellation)
    {
        var wanted = await WantedAsync(caseId, actor, cancellation);
        var version = string.Join('\n', wanted.Select(item => $"{item.Sha256}/{item.RecordRun}"));
        if (TryLease(caseId, version) is { } lease)
        {
            return lease;
        }
        await _opening.WaitAsync(cancellation);
        try
        {
            if (TryLease(caseId, version) is { } other)
            {
                return other;
            }
            var fresh = new LeasedResource<OpenRecords>(await Task.Run(() => Open(version, wanted), cancellation));
            lock (_lock)
            {
                if (_open.Remove(caseId, out var old))
                {
                    old.Retire();
                }
                _open[caseId] = fresh;
                var taken = Lease(fresh);
                CloseLeastUsed();
                return taken;
            }
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>
    /// The same records with <see cref="CaseRecordsOptions.AnalysisMegabytes"/>, shared with nobody; null when that is no more
    /// than the lease has. The caller closes it before the lease.
    /// </summary>
    public RecordDatabase? OpenLarger(RecordLease lease) =>
        options.AnalysisMegabytes > options.QueryMegabytes ? Database(lease.Sets, options.AnalysisMegabytes) : null;

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var open in _open.Values)
            {
                open.Retire();
            }
            _open.Clear();
        }
        _opening.Dispose();
    }

    private RecordLease? TryLease(int caseId, string version)
    {
        lock (_lock)
        {
            return _open.TryGetValue(caseId, out var open) && open.Value.Version == version ? Lease(open) : null;
        }
    }

    private RecordLease Lease(LeasedResource<OpenRecords> shared)
    {
        shared.Take(++_uses);
        return new RecordLease(shared);
    }

    private void CloseLeastUsed()
    {
        while (_open.Count > options.OpenCases)
        {
            var (caseId, oldest) = _open.MinBy(pair => pair.Value.LastUse);
            _open.Remove(caseId);
            oldest.Retire();
        }
    }

    private OpenRecords Open(string version, IReadOnlyList<Wanted> wanted)
    {
        var sets = wanted
            .Select(item =>
                store.Runs(item.Sha256).FirstOrDefault(set => $"{set.Run}" == item.RecordRun) is { } set
                    ? set with
                    {
                        Manifest = set.Manifest with { Name = item.Name },
                    }
                    : null
            )
            .OfType<RecordSet>()
            .ToList();
        return new OpenRecords(version, Database(sets, options.QueryMegabytes), sets);
    }

    private RecordDatabase Database(IReadOnlyList<RecordSet> sets, int megabytes) =>
        RecordDatabase.Open(
            sets,
            new RecordDatabaseOptions { MemoryLimitMegabytes = megabytes, TempDirectory = folder.Temporary }
        );

    private async Task<IReadOnlyList<Wanted>> WantedAsync(int caseId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Reader, cancellation);
        return await db
            .Evidence.Where(item => item.CaseId == caseId && item.RecordRun != null)
            .OrderBy(item => item.Id)
            .Select(item => new Wanted(item.Sha256, item.RecordRun!, item.Name))
            .ToListAsync(cancellation);
    }

    private sealed record Wanted(string Sha256, string RecordRun, string Name);
}
