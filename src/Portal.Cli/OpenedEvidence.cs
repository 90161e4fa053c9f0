using Portal.Analysis.Importers;
using Portal.Analysis.Store;

namespace Portal.Cli;

/// <summary>
/// The record sets of a command's EVIDENCE arguments. They lie in a temporary folder that goes with this object, or stay in
/// the folder that the user named.
/// </summary>
internal sealed class OpenedEvidence : IDisposable
{
    /// <summary>DuckDB's share: with less, the joins of a large capture find no room.</summary>
    private const int MemoryLimitMegabytes = 192;

    /// <summary>Where that was too little: a command that takes more memory is better than one that misses findings.</summary>
    private const int LargeMemoryLimitMegabytes = 1024;

    /// <summary>From here on cleaning up is worth its hundredth of a second.</summary>
    private const long LargeBytes = 32 << 20;

    /// <summary>
    /// Events (flows and requests) up to which two detectors fit into the memory at once; beyond, one after the other takes
    /// no longer, since each would spill to disk beside the other.
    /// </summary>
    private const long EventsForTwo = 150_000;

    private static readonly string[] s_eventTables = ["conn", "http"];

    private readonly string? _temporary;

    private OpenedEvidence(string? temporary) => _temporary = temporary;

    /// <summary>In the order of the inputs; the same content twice is there once.</summary>
    public IReadOnlyList<RecordSet> Sets { get; private set; } = [];

    /// <summary>Done, Unreadable when there is nothing at all, or Partial when some of it could not be read.</summary>
    public int ExitCode { get; private set; }

    /// <summary>How many detectors to run at the same time over this evidence.</summary>
    public int DetectorsAtOnce =>
        Sets.Sum(set => s_eventTables.Sum(table => set.Manifest.Records.GetValueOrDefault(table))) <= EventsForTwo
            ? 2
            : 1;

    /// <summary>Imports everything; what cannot be read is said on stderr.</summary>
    /// <param name="arguments">Files, folders, globs, <c>-</c>.</param>
    /// <param name="keepIn">Folder that keeps the record sets; null for a temporary one.</param>
    public static OpenedEvidence Open(
        IReadOnlyList<string> arguments,
        string? keepIn = null,
        ImportOptions? options = null,
        KeyLogFiles? keys = null,
        CancellationToken cancellation = default
    )
    {
        var temporary = keepIn is null ? Directory.CreateTempSubdirectory("portal-").FullName : null;
        var opened = new OpenedEvidence(temporary);
        try
        {
            opened.Import(
                arguments,
                new RecordStore(keepIn ?? temporary!),
                options ?? new ImportOptions(),
                keys ?? new KeyLogFiles(),
                cancellation
            );
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>DuckDB over the sets; what it spills goes to the temporary folder.</summary>
    /// <param name="isLarge">Whether an analysis found no room before.</param>
    public RecordDatabase OpenDatabase(bool isLarge = false)
    {
        if (Sets.Sum(set => set.Manifest.Bytes) > LargeBytes)
        {
            // The import's buffers make room for DuckDB's: the peak of the process is the larger of both, not their sum.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        }
        return RecordDatabase.Open(
            Sets,
            new RecordDatabaseOptions
            {
                TempDirectory = _temporary,
                Threads = 1,
                MemoryLimitMegabytes = isLarge ? LargeMemoryLimitMegabytes : MemoryLimitMegabytes,
            }
        );
    }

    public void Dispose()
    {
        if (_temporary is not null && Directory.Exists(_temporary))
        {
            Directory.Delete(_temporary, recursive: true);
        }
    }

    private void Import(
        IReadOnlyList<string> arguments,
        RecordStore store,
        ImportOptions options,
        KeyLogFiles keys,
        CancellationToken cancellation
    )
    {
        var sets = new List<RecordSet>();
        var isComplete = true;
        var inputs = EvidenceInputs.Expand(arguments, out var missing);
        foreach (var argument in missing)
        {
            Message.Write($"{argument}: no such file");
            isComplete = false;
        }
        keys.AddFound(inputs);
        options = keys.Apply(options);
        foreach (var input in inputs)
        {
            if (TryImport(input, store, options, cancellation, out var set))
            {
                sets.Add(set);
                isComplete &= !set.Manifest.IsPartial;
                SayWhatIsMissing(set.Manifest);
            }
            else
            {
                isComplete &= !input.IsNamed;
            }
        }
        Sets = [.. sets.DistinctBy(set => set.Manifest.Sha256, StringComparer.Ordinal)];
        ExitCode =
            Sets.Count == 0 ? Cli.ExitCode.Unreadable
            : isComplete ? Cli.ExitCode.Done
            : Cli.ExitCode.Partial;
    }

    private static bool TryImport(
        EvidenceInput input,
        RecordStore store,
        ImportOptions options,
        CancellationToken cancellation,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out RecordSet? set
    )
    {
        set = null;
        try
        {
            if (input.Path is EvidenceInputs.Stdin)
            {
                using var stdin = Console.OpenStandardInput();
                set = EvidenceImporter.Import(stdin, "stdin", store, options, null, cancellation);
            }
            else
            {
                set = EvidenceImporter.Import(input.Path, store, options, null, cancellation);
            }
            return true;
        }
        catch (UnreadableEvidenceException failure)
        {
            Message.Write(failure.Message);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Message.Write($"{input.Path}: {failure.Message}");
        }
        return false;
    }

    /// <summary>Only what was lost: coverage remarks on whole evidence belong to the report.</summary>
    private static void SayWhatIsMissing(RunManifest manifest)
    {
        foreach (var warning in manifest.Warnings.Where(warning => IsLoss(warning.Code)))
        {
            Message.Write($"{manifest.Name}: {warning.Message}");
        }
    }

    private static bool IsLoss(string code) =>
        code
            is "capture_truncated"
                or "truncated"
                or "packing_broken"
                or "wrapping_broken"
                or "archive_broken"
                or "malformed_line"
                or "unreadable_value"
                or "line_too_long"
                or "line_without_header"
                or "too_many_columns"
                or "member_unsupported"
                or "member_unreadable";
}
