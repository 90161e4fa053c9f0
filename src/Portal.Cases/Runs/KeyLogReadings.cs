using Microsoft.EntityFrameworkCore;
using Portal.Analysis.Importers.KeyLogs;
using Portal.Analysis.Store;
using Portal.Cases.Accounts;
using Portal.Cases.Evidence;

namespace Portal.Cases.Runs;

/// <summary>
/// Captures are read with the TLS key logs of their case: when one comes later, or came while a capture was being read, the
/// capture is due again.
/// </summary>
internal static class KeyLogReadings
{
    /// <summary>Name of the manifest's option that lists the key logs an import used, by SHA-256.</summary>
    private const string UsedOption = "keyLogs";

    /// <summary>Queues the imports that are due after one has ended; returns them.</summary>
    /// <param name="db">With the end of the import saved.</param>
    /// <param name="ended">The import.</param>
    /// <param name="manifest">What it came to.</param>
    /// <param name="isFirst">The evidence had not been read before.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<IReadOnlyList<AnalysisRun>> QueueAsync(
        PortalDbContext db,
        AnalysisRun ended,
        RunManifest manifest,
        bool isFirst,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var captures = db.Evidence.Where(item =>
            item.CaseId == ended.CaseId
            && (item.Kind == "pcap" || item.Kind == "pcapng")
            && item.RecordRun != null
            && !db.Runs.Any(run =>
                run.EvidenceId == item.Id && (run.State == RunState.Queued || run.State == RunState.Running)
            )
        );
        if (manifest.Kind != KeyLogImporter.KindName)
        {
            if (manifest.Frames is null || await IsCurrentAsync(db, ended.CaseId, manifest, cancellation))
            {
                return [];
            }
            captures = captures.Where(item => item.Id == ended.EvidenceId);
        }
        else if (!isFirst)
        {
            return [];
        }
        var queued = new List<AnalysisRun>();
        foreach (var item in await captures.OrderBy(item => item.Id).ToListAsync(cancellation))
        {
            item.Status = EvidenceStatus.Hashed;
            var run = AnalysisRun.Queue(ended.CaseId, RunKind.Import, item.Name, Actor.Portal, now);
            run.EvidenceId = item.Id;
            db.Runs.Add(run);
            queued.Add(run);
        }
        await db.SaveChangesAsync(cancellation);
        return queued;
    }

    private static async Task<bool> IsCurrentAsync(
        PortalDbContext db,
        int caseId,
        RunManifest manifest,
        CancellationToken cancellation
    )
    {
        var current = await EvidenceService.KeyLogsOf(db, caseId).Select(item => item.Sha256).ToListAsync(cancellation);
        var used = manifest.Options.GetValueOrDefault(UsedOption, "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        return current.ToHashSet(StringComparer.Ordinal).SetEquals(used);
    }
}
