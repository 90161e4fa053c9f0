using System.Text.Json;

namespace Portal.Analysis.Store;

/// <summary>A published run: a folder with one or more Parquet files for each table, and what <c>run.json</c> says.</summary>
/// <param name="Folder">Full path, <c>…/evidence SHA-256/run</c>.</param>
/// <param name="Manifest">What was read and how.</param>
public sealed record RecordSet(string Folder, RunManifest Manifest)
{
    internal const string ManifestFile = "run.json";
    internal const string FrameIndexFile = "frames.idx";

    /// <summary>Number of the run, from 1; the highest is the evidence's current one.</summary>
    public int Run => int.Parse(Path.GetFileName(Folder));

    /// <summary>The frame index, if the import wrote one.</summary>
    public string? FrameIndex => Existing(FrameIndexFile);

    /// <summary>Parquet files by table, in the order in which they were written.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Files()
    {
        var files = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (
            var table in Directory
                .EnumerateFiles(Folder, "*.parquet")
                .GroupBy(file => Path.GetFileName(file).Split('.')[0], StringComparer.Ordinal)
        )
        {
            // conn.parquet, conn.1.parquet, conn.2.parquet …, conn.10.parquet
            files.Add(table.Key, [.. table.OrderBy(file => file.Length).ThenBy(file => file, StringComparer.Ordinal)]);
        }
        return files;
    }

    /// <summary>Null when the folder holds no published run.</summary>
    internal static RecordSet? TryRead(string folder)
    {
        var path = Path.Combine(folder, ManifestFile);
        if (!int.TryParse(Path.GetFileName(folder), out _) || !File.Exists(path))
        {
            return null;
        }
        using var file = File.OpenRead(path);
        return JsonSerializer.Deserialize(file, RunManifestJson.Default.RunManifest) is { } manifest
            ? new RecordSet(Path.GetFullPath(folder), manifest)
            : null;
    }

    private string? Existing(string name)
    {
        var path = Path.Combine(Folder, name);
        return File.Exists(path) ? path : null;
    }
}
