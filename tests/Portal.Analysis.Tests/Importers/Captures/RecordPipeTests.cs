using Portal.Analysis.Importers.Captures;
using Portal.Analysis.Store;
using Portal.Analysis.Tests.Store;

namespace Portal.Analysis.Tests.Importers.Captures;

public sealed class RecordPipeTests : IDisposable
{
    private readonly TemporaryStore _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Records_arrive_in_their_order()
    {
        using var writer = _temporary.Store.Create();
        using (var pipe = new RecordPipe(writer))
        {
            for (var port = 0; port < 5000; port++)
            {
                pipe.Write(SampleRecord.Table, new SampleRecord { Port = port });
            }
            pipe.Complete();
        }
        using var database = RecordDatabase.Open([writer.Publish(TemporaryStore.Manifest())]);

        Assert.Equal(
            Enumerable.Range(0, 5000).Select(port => (long)port),
            database.Query("SELECT p FROM sample", row => row.GetInt64(0))
        );
    }

    [Fact]
    public void A_failed_disk_is_told_to_the_importer_and_stops_nobody_who_writes()
    {
        using var writer = _temporary.Store.Create();
        using var pipe = new RecordPipe(writer);
        Directory.Delete(writer.Folder, recursive: true);

        // More rows than a row group holds: the file that is not there any more has to be opened.
        for (var row = 0; row < 300_000; row++)
        {
            pipe.Write(SampleRecord.Table, new SampleRecord { Port = 1 });
        }

        Assert.ThrowsAny<Exception>(pipe.Complete);
        Assert.ThrowsAny<Exception>(pipe.ThrowIfFailed);
    }
}
