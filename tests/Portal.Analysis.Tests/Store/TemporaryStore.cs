using Portal.Analysis.Store;

namespace Portal.Analysis.Tests.Store;

/// <summary>A record store in a folder of its own that goes with the test.</summary>
internal sealed class TemporaryStore : IDisposable
{
    public static readonly string Sha = new('a', 64);

    public TemporaryStore()
    {
        Folder = Directory.CreateTempSubdirectory("portal-test-").FullName;
        Store = new RecordStore(Folder);
    }

    public string Folder { get; }

    public RecordStore Store { get; }

    public static RunManifest Manifest(string? sha = null) =>
        new()
        {
            Name = "sample",
            Sha256 = sha ?? Sha,
            Kind = "test",
            Bytes = 1,
            EngineVersion = "1",
        };

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
