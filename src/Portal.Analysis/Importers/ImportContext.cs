using Portal.Analysis.Store;

namespace Portal.Analysis.Importers;

/// <summary>What an importer works with.</summary>
public sealed class ImportContext
{
    /// <summary>The evidence from its start, decompressed where it was wrapped; read once, forward.</summary>
    public required Stream Content { get; init; }

    /// <summary>File name as the user gave it, for messages only.</summary>
    public required string Name { get; init; }

    /// <summary>The file's path in its archive; null when the evidence is no archive.</summary>
    public string? Member { get; init; }

    /// <summary>A table's name where the content does not tell it: the file's name up to its first dot.</summary>
    public string TableHint => Path.GetFileName(Name).Split('.')[0];

    public required RecordSetWriter Output { get; init; }

    public required ImportOptions Options { get; init; }

    /// <summary>Called now and then with the number of frames or lines so far.</summary>
    public required Action<long> Progress { get; init; }
}
