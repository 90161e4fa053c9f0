using Portal.Analysis.Store;

namespace Portal.Analysis.Importers;

/// <summary>
/// Turns one piece of evidence, of whatever kind and packing, into a published record set: hashes the raw bytes while they
/// are read, unpacks them, chooses the importer by content, and writes down what could not be read.
/// </summary>
public static class EvidenceImporter
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="UnreadableEvidenceException">Nothing of it can be read; the store is as before.</exception>
    /// <exception cref="IOException">The file cannot be opened or read, or the store not written.</exception>
    public static RecordSet Import(
        string path,
        RecordStore store,
        ImportOptions? options = null,
        IProgress<ImportProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        using var raw = new FileStream(
            path,
            new FileStreamOptions
            {
                Access = FileAccess.Read,
                Share = FileShare.ReadWrite,
                BufferSize = 0,
                Options = FileOptions.SequentialScan,
            }
        );
        return Import(raw, Path.GetFileName(path), store, options, progress, cancellation);
    }

    /// <summary>Reads a stream to its end; it stays the caller's to close.</summary>
    /// <param name="raw">From its start.</param>
    /// <param name="name">As people know it; a table's name is taken from it only where nothing else tells.</param>
    /// <exception cref="UnreadableEvidenceException">Nothing of it can be read; the store is as before.</exception>
    public static RecordSet Import(
        Stream raw,
        string name,
        RecordStore store,
        ImportOptions? options = null,
        IProgress<ImportProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        options ??= new ImportOptions();
        using var hashing = new HashingStream(raw);
        using var writer = store.Create();
        long? total = raw.CanSeek ? raw.Length : null;
        var import = new EvidenceImport
        {
            Raw = raw,
            Hashing = hashing,
            Name = name,
            Output = writer,
            Options = options,
            Report = items => progress?.Report(new ImportProgress("reading", hashing.Position, total, items)),
        };
        var summary = import.Run(cancellation);
        var sha256 = hashing.Finish(cancellation);
        progress?.Report(new ImportProgress("writing records", hashing.BytesRead, total, summary.Frames ?? 0));
        return writer.Publish(
            new RunManifest
            {
                Name = name,
                Sha256 = sha256,
                Kind = summary.Kind,
                Bytes = hashing.BytesRead,
                Frames = summary.Frames,
                FirstTime = summary.FirstTime,
                LastTime = summary.LastTime,
                Warnings = summary.Warnings,
                IsPartial = summary.IsPartial,
                EngineVersion = typeof(EvidenceImporter).Assembly.GetName().Version!.ToString(3),
                Options = new SortedDictionary<string, string>(StringComparer.Ordinal)
                {
                    ["localNetworks"] = string.Join(',', options.LocalNetworks),
                    ["keepObjects"] = options.Objects is null ? "false" : "true",
                    ["keyLogs"] = string.Join(',', options.KeyLogs),
                    ["writeFrameIndex"] = options.WriteFrameIndex ? "true" : "false",
                },
            }
        );
    }
}
