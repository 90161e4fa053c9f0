namespace Portal.Analysis.Store;

/// <summary>
/// A folder in which one process writes a set that nobody reads yet. Its lock dies with the process, so that the next one
/// sees which folders were left behind by a crash.
/// </summary>
internal sealed class IncomingFolder : IDisposable
{
    private const string LockSuffix = ".lock";

    private readonly FileStream _lock;
    private readonly string _lockPath;

    public IncomingFolder(string parent)
    {
        Directory.CreateDirectory(parent);
        var name = Path.GetRandomFileName();
        _lockPath = Path.Combine(parent, name + LockSuffix);
        _lock = new FileStream(_lockPath, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        Folder = Path.Combine(parent, name);
        Directory.CreateDirectory(Folder);
    }

    public string Folder { get; }

    /// <summary>Deletes what processes that no longer live left in <paramref name="parent"/>.</summary>
    public static void RemoveAbandoned(string parent)
    {
        if (!Directory.Exists(parent))
        {
            return;
        }
        foreach (var path in Directory.EnumerateFiles(parent, "*" + LockSuffix).ToList())
        {
            try
            {
                using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                {
                    var folder = path[..^LockSuffix.Length];
                    if (Directory.Exists(folder))
                    {
                        Directory.Delete(folder, recursive: true);
                    }
                }
                File.Delete(path);
            }
            catch (IOException)
            {
                // Its process lives and holds the lock, or has just finished: either way it is not ours to delete.
                continue;
            }
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
        _lock.Dispose();
        File.Delete(_lockPath);
    }
}
