using Portal.Analysis.Store;

namespace Portal.Analysis.Objects;

/// <summary>Contents by their SHA-256, each once; a content is there whole or not at all. For several threads.</summary>
public sealed class ObjectStore
{
    private readonly string _folder;
    private readonly bool _isFlat;

    /// <param name="folder">Made when the first content comes.</param>
    /// <param name="isFlat">All in the folder itself, for people; else by the first two digits.</param>
    public ObjectStore(string folder, bool isFlat = false)
    {
        (_folder, _isFlat) = (folder, isFlat);
        IncomingFolder.RemoveAbandoned(Incoming);
    }

    private string Incoming => Path.Combine(_folder, "incoming");

    /// <summary>Where a content is or would be.</summary>
    /// <param name="sha256">64 lower-case hexadecimal digits.</param>
    /// <exception cref="ArgumentException">It is something else: it would become a path.</exception>
    public string PathOf(string sha256)
    {
        if (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigitLower))
        {
            throw new ArgumentException("not a SHA-256 in lower-case hexadecimal", nameof(sha256));
        }
        return _isFlat ? Path.Combine(_folder, sha256) : Path.Combine(_folder, sha256[..2], sha256);
    }

    public bool Holds(string sha256) => File.Exists(PathOf(sha256));

    /// <summary>A folder on the same disk for contents that are not whole yet.</summary>
    internal IncomingFolder CreateIncoming() => new(Incoming);

    /// <summary>Leaves nothing but contents in a folder for people. Others may have an import running in theirs.</summary>
    internal void Tidy()
    {
        if (_isFlat && Directory.Exists(Incoming) && !Directory.EnumerateFileSystemEntries(Incoming).Any())
        {
            Directory.Delete(Incoming);
        }
    }

    /// <summary>Takes a finished file over; it is gone from its place afterwards.</summary>
    internal void Take(string file, string sha256)
    {
        var path = PathOf(sha256);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (File.Exists(path))
        {
            File.Delete(file);
            return;
        }
        // Another thread may come first with the same content: then this one replaces it by itself.
        File.Move(file, path, overwrite: true);
    }
}
