using System.CommandLine;
using System.IO.Enumeration;
using System.Security.Cryptography;
using Portal.Analysis.Importers;
using Portal.Traffic;
using Portal.Traffic.Captures;
using Portal.Traffic.KeyLogs;

namespace Portal.Cli;

/// <summary>
/// The TLS key logs that a command reads its captures with: those of <c>--keys</c>, those among the evidence, and those that
/// lie beside a capture: named like it with the ending <c>.keys</c>, <c>.keylog</c> or <c>.keys.txt</c>, or
/// <c>sslkeylog*.txt</c> or <c>sslkeylog*.log</c> in its folder.
/// </summary>
internal sealed class KeyLogFiles
{
    private const int HeadBytes = 64 << 10;

    private static readonly string[] s_endings = [".keys", ".keylog", ".keys.txt"];
    private static readonly string[] s_packed = [".gz", ".zst", ".lz4"];
    private static readonly string[] s_folderWide = ["sslkeylog*.txt", "sslkeylog*.log"];

    private readonly Dictionary<string, IReadOnlyList<string>> _folders = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _hashes = [];
    private readonly KeyLog _keys = new();

    /// <summary><c>--keys FILE</c>.</summary>
    public static Option<string[]> Option() =>
        new("--keys")
        {
            Description = "TLS key log (SSLKEYLOGFILE) to decrypt captures with; may be given several times",
            HelpName = "FILE",
            Arity = ArgumentArity.OneOrMore,
        };

    /// <summary>Reads those that the user named; false, with a message, when one cannot be read or is no key log.</summary>
    public bool TryAddNamed(IReadOnlyList<string> files)
    {
        var isRead = true;
        foreach (var file in files)
        {
            try
            {
                if (!IsKeyLog(file))
                {
                    Message.Write($"--keys {file}: there are no TLS secrets in it");
                    isRead = false;
                    continue;
                }
                Add(file);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                Message.Write($"--keys {file}: {failure.Message}");
                isRead = false;
            }
        }
        return isRead;
    }

    /// <summary>Reads those among the evidence and beside it; one that cannot be read is said on stderr.</summary>
    public void AddFound(IReadOnlyList<EvidenceInput> inputs)
    {
        foreach (var input in inputs.Where(input => input.Path is not EvidenceInputs.Stdin))
        {
            foreach (var path in Beside(input.Path).Prepend(input.Path))
            {
                try
                {
                    if (IsKeyLog(path))
                    {
                        Add(path);
                    }
                }
                catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
                {
                    // Of the evidence itself the import says it.
                    if (path != input.Path)
                    {
                        Message.Write($"{path}: {failure.Message}");
                    }
                }
            }
        }
    }

    /// <summary>The secrets for one capture: those named, and those beside it.</summary>
    public KeyLog LogFor(string capture)
    {
        AddFound([new EvidenceInput(capture, IsNamed: true)]);
        return new KeyLog(_keys);
    }

    /// <summary>The options of an import that uses the keys.</summary>
    public ImportOptions Apply(ImportOptions options) =>
        _keys.IsEmpty ? options : options with { Keys = _keys, KeyLogs = _hashes };

    private IEnumerable<string> Beside(string capture)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(capture))!;
        var name = Path.GetFileName(capture);
        var unpacked = s_packed.Contains(Path.GetExtension(name)) ? Path.GetFileNameWithoutExtension(name) : name;
        string[] stems = [name, unpacked, Path.GetFileNameWithoutExtension(unpacked)];
        var own = stems.Distinct(StringComparer.Ordinal).SelectMany(stem => s_endings.Select(ending => stem + ending));
        return own.Select(file => Path.Combine(folder, file)).Where(File.Exists).Concat(FolderWide(folder));
    }

    /// <summary>Listed once, however many captures the folder has.</summary>
    private IReadOnlyList<string> FolderWide(string folder)
    {
        if (!_folders.TryGetValue(folder, out var found))
        {
            _folders.Add(folder, found = [.. ListFolderWide(folder)]);
        }
        return found;
    }

    private static IEnumerable<string> ListFolderWide(string folder) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.TopDirectoryOnly)
            .Where(path =>
                s_folderWide.Any(pattern =>
                    FileSystemName.MatchesSimpleExpression(pattern, Path.GetFileName(path), ignoreCase: true)
                )
            )
            .Order(StringComparer.Ordinal);

    /// <summary>Judged by the content. A pipe has no length and is left alone: what is read of it is gone.</summary>
    private static bool IsKeyLog(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: 0 })
        {
            return false;
        }
        using var file = File.OpenRead(path);
        using var content = CompressedStream.Unwrap(file);
        var head = new byte[HeadBytes];
        try
        {
            return KeyLog.Claims(head.AsSpan(0, content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private void Add(string path)
    {
        if (!_seen.Add(Path.GetFullPath(path)))
        {
            return;
        }
        using (var raw = File.OpenRead(path))
        {
            _hashes.Add(Convert.ToHexStringLower(SHA256.HashData(raw)));
        }
        using var file = File.OpenRead(path);
        using var content = CompressedStream.Unwrap(file);
        long? firstDamaged = null;
        var reading = _keys.Read(content, noteDamaged: line => firstDamaged ??= line);
        Message.Write(
            $"{path}: {Plural.Of(reading.Secrets, "TLS secret", "TLS secrets")} of {Plural.Of(reading.Sessions, "session", "sessions")}"
        );
        if (firstDamaged is { } line)
        {
            Message.Write(
                $"{path}: {Plural.Of(reading.Damaged, "line is", "lines are")} none of a key log, the first is line {line}"
            );
        }
        if (reading.Dropped > 0)
        {
            Message.Write(
                $"{path}: {Plural.Of(reading.Dropped, "secret", "secrets")} beyond {KeyLog.MaxSecrets} are not used"
            );
        }
    }
}
