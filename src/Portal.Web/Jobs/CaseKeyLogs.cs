using Portal.Analysis.Importers;
using Portal.Cases.Accounts;
using Portal.Cases.Evidence;
using Portal.Traffic.Captures;
using Portal.Traffic.KeyLogs;

namespace Portal.Web.Jobs;

/// <summary>The TLS secrets of a case's key logs, for the captures of the same case and no other.</summary>
internal sealed class CaseKeyLogs(EvidenceService evidence, EvidenceVault vault)
{
    /// <summary>The options of an import of this case. A key log whose file is gone gives no secrets, but counts as used.</summary>
    public async Task<ImportOptions> ApplyAsync(int caseId, ImportOptions options, CancellationToken cancellation)
    {
        var logs = await evidence.ListKeyLogsAsync(caseId, Actor.Portal, cancellation);
        if (logs.Count == 0)
        {
            return options;
        }
        var keys = new KeyLog();
        await Task.Run(() => Read(logs, keys), cancellation);
        return options with { Keys = keys, KeyLogs = [.. logs.Select(log => log.Sha256)] };
    }

    private void Read(IReadOnlyList<CaseEvidence> logs, KeyLog keys)
    {
        foreach (var log in logs.Where(log => vault.Holds(log.Sha256)))
        {
            using var raw = vault.OpenRead(log.Sha256);
            using var content = CompressedStream.Unwrap(raw);
            keys.Read(content);
        }
    }
}
