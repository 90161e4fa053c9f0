using System.Collections.Concurrent;
using Portal.Analysis.Importers;
using Portal.Cases.Accounts;
using Portal.Cases.Evidence;
using Portal.Traffic.Captures;
using Portal.Traffic.KeyLogs;

namespace Portal.Cases.Records;

/// <summary>The TLS secrets of a case's key logs, for the captures of the same case and no other.</summary>
public sealed class CaseKeyLogs(EvidenceService evidence, EvidenceVault vault)
{
    /// <summary>Cases whose secrets are kept in memory; a page asks for each frame.</summary>
    private const int MaxKept = 4;

    private readonly ConcurrentDictionary<int, (string Logs, KeyLog Keys)> _kept = new();

    /// <summary>The options of an import of this case. A key log whose file is gone gives no secrets, but counts as used.</summary>
    public async Task<ImportOptions> ApplyAsync(int caseId, ImportOptions options, CancellationToken cancellation)
    {
        var (logs, keys) = await ReadAsync(caseId, cancellation);
        return keys is null ? options : options with { Keys = keys, KeyLogs = [.. logs.Select(log => log.Sha256)] };
    }

    /// <summary>Null when the case has no key log.</summary>
    public async Task<KeyLog?> OfAsync(int caseId, CancellationToken cancellation) =>
        (await ReadAsync(caseId, cancellation)).Keys;

    private async Task<(IReadOnlyList<CaseEvidence> Logs, KeyLog? Keys)> ReadAsync(
        int caseId,
        CancellationToken cancellation
    )
    {
        var logs = await evidence.ListKeyLogsAsync(caseId, Actor.Portal, cancellation);
        if (logs.Count == 0)
        {
            return (logs, null);
        }
        var names = string.Join(' ', logs.Where(log => vault.Holds(log.Sha256)).Select(log => log.Sha256));
        if (_kept.TryGetValue(caseId, out var kept) && kept.Logs == names)
        {
            return (logs, kept.Keys);
        }
        var keys = new KeyLog();
        await Task.Run(() => Read(logs, keys), cancellation);
        if (_kept.Count >= MaxKept)
        {
            _kept.Clear();
        }
        _kept[caseId] = (names, keys);
        return (logs, keys);
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
