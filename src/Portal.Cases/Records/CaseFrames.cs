using Portal.Analysis.Store;
using Portal.Cases.Accounts;
using Portal.Cases.Evidence;
using Portal.Cases.Refusals;
using Portal.Traffic.Captures;
using Portal.Traffic.KeyLogs;

namespace Portal.Cases.Records;

/// <summary>Frames of captures by number; the captures that were looked at last stay open.</summary>
public sealed class CaseFrames(EvidenceService evidence, EvidenceVault vault, RecordStore store, CaseKeyLogs keyLogs)
    : IDisposable
{
    /// <summary>An open capture costs two file handles; a packed one also its unpacking window.</summary>
    private const int MaxOpen = 8;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LeasedResource<OpenCapture>> _open = new(StringComparer.Ordinal);
    private long _uses;

    /// <exception cref="RefusedException">It is no capture, is not read yet, or its index is not there.</exception>
    public async Task<FrameLease> OpenAsync(int caseId, int evidenceId, Actor actor, CancellationToken cancellation)
    {
        var item = await evidence.GetAsync(caseId, evidenceId, actor, cancellation);
        var set = item.RecordRun is null
            ? null
            : store.Runs(item.Sha256).FirstOrDefault(set => $"{set.Run}" == item.RecordRun);
        if (set?.FrameIndex is not { } index)
        {
            throw RefusedException.Conflict(
                item.Frames is null && item.RecordRun is not null
                    ? $"{item.Name} is no capture; it has no frames."
                    : $"{item.Name} is not read yet, or has no frame index; have it read again."
            );
        }
        if (!vault.Holds(item.Sha256))
        {
            throw RefusedException.Conflict($"{item.Name} is missing on the server's disk.");
        }
        var keys = await keyLogs.OfAsync(caseId, cancellation);
        return new FrameLease(Take(item.Sha256, index), keys, item.Name, item.Sha256);
    }

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
    }

    private LeasedResource<OpenCapture> Take(string sha256, string index)
    {
        lock (_lock)
        {
            if (!_open.TryGetValue(index, out var shared))
            {
                shared = new LeasedResource<OpenCapture>(Open(sha256, index));
                _open[index] = shared;
            }
            shared.Take(++_uses);
            while (_open.Count > MaxOpen)
            {
                var (key, oldest) = _open.MinBy(pair => pair.Value.LastUse);
                _open.Remove(key);
                oldest.Retire();
            }
            return shared;
        }
    }

    private OpenCapture Open(string sha256, string index)
    {
        using var raw = vault.OpenRead(sha256);
        return new OpenCapture(FrameSource.Open(vault.PathOf(sha256), index), CarriedSecrets.OfBeginning(raw));
    }
}
