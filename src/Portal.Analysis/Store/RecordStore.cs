namespace Portal.Analysis.Store;

/// <summary>
/// All record sets under one folder: <c>evidence SHA-256/run/</c>. A run is written beside and put in place by one rename:
/// a crash leaves the old run or nothing, never half.
/// </summary>
public sealed class RecordStore
{
    private const string IncomingName = "incoming";

    /// <summary>Removes what a crashed process left half-written under <paramref name="root"/>.</summary>
    /// <param name="root">Made when the first set is written.</param>
    public RecordStore(string root)
    {
        Root = Path.GetFullPath(root);
        IncomingFolder.RemoveAbandoned(Incoming);
    }

    public string Root { get; }

    private string Incoming => Path.Combine(Root, IncomingName);

    public RecordSetWriter Create() => new(this, new IncomingFolder(Incoming));

    /// <summary>The latest run of an evidence; null if it has none.</summary>
    /// <param name="sha256">Lower-case hex.</param>
    public RecordSet? Current(string sha256) => Runs(sha256) is [.., var last] ? last : null;

    /// <summary>All runs of an evidence, the oldest first.</summary>
    public IReadOnlyList<RecordSet> Runs(string sha256)
    {
        var folder = EvidenceFolder(sha256);
        return Directory.Exists(folder)
            ?
            [
                .. Directory
                    .EnumerateDirectories(folder)
                    .Select(RecordSet.TryRead)
                    .OfType<RecordSet>()
                    .OrderBy(set => set.Run),
            ]
            : [];
    }

    /// <summary>The current run of every evidence, ordered by SHA-256.</summary>
    public IReadOnlyList<RecordSet> List() =>
        Directory.Exists(Root)
            ?
            [
                .. Directory
                    .EnumerateDirectories(Root)
                    .Select(folder => Path.GetFileName(folder))
                    .Where(name => name.Length == 64 && name.All(char.IsAsciiHexDigitLower))
                    .Order(StringComparer.Ordinal)
                    .Select(Current)
                    .OfType<RecordSet>(),
            ]
            : [];

    /// <summary>Removes all runs of an evidence.</summary>
    public void Delete(string sha256) => Remove(EvidenceFolder(sha256));

    public void Delete(RecordSet set) => Remove(set.Folder);

    /// <summary>Removes all runs of an evidence but the current one.</summary>
    public void DeleteOldRuns(string sha256)
    {
        foreach (var old in Runs(sha256).SkipLast(1))
        {
            Delete(old);
        }
    }

    internal RecordSet Publish(IncomingFolder incoming, RunManifest manifest)
    {
        var evidence = EvidenceFolder(manifest.Sha256);
        Directory.CreateDirectory(evidence);
        var run = Directory
            .EnumerateDirectories(evidence)
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var number) ? number : 0)
            .DefaultIfEmpty()
            .Max();
        while (true)
        {
            run++;
            var target = Path.Combine(evidence, run.ToString());
            try
            {
                Directory.Move(incoming.Folder, target);
                return new RecordSet(target, manifest);
            }
            catch (IOException) when (Directory.Exists(target))
            {
                // Another process published the same evidence just now: take the next number.
                continue;
            }
        }
    }

    private void Remove(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }
        // Out of sight by one rename first, so that nobody sees a run that is half deleted.
        using var incoming = new IncomingFolder(Incoming);
        Directory.Move(folder, Path.Combine(incoming.Folder, "removed"));
    }

    private string EvidenceFolder(string sha256) =>
        sha256.Length == 64 && sha256.All(char.IsAsciiHexDigitLower)
            ? Path.Combine(Root, sha256)
            : throw new ArgumentException("A SHA-256 is 64 lower-case hex digits.", nameof(sha256));
}
