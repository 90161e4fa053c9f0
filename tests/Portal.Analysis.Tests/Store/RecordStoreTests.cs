using Portal.Analysis.Store;

namespace Portal.Analysis.Tests.Store;

public sealed class RecordStoreTests : IDisposable
{
    private readonly TemporaryStore _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void The_latest_run_is_the_current_one()
    {
        Publish("first");
        var second = Publish("second");

        Assert.Equal(2, second.Run);
        Assert.Equal("second", _temporary.Store.Current(TemporaryStore.Sha)!.Manifest.Name);
        Assert.Equal(second.Folder, Assert.Single(_temporary.Store.List()).Folder);
        Assert.Equal(["first", "second"], _temporary.Store.Runs(TemporaryStore.Sha).Select(run => run.Manifest.Name));
    }

    [Fact]
    public void Old_runs_and_whole_evidence_can_be_deleted()
    {
        Publish("first");
        Publish("second");

        _temporary.Store.DeleteOldRuns(TemporaryStore.Sha);
        Assert.Equal("second", Assert.Single(_temporary.Store.Runs(TemporaryStore.Sha)).Manifest.Name);

        _temporary.Store.Delete(TemporaryStore.Sha);
        Assert.Null(_temporary.Store.Current(TemporaryStore.Sha));
    }

    [Fact]
    public void The_manifest_comes_back_with_the_counts()
    {
        using var writer = _temporary.Store.Create();
        writer.Write(SampleRecord.Table, new SampleRecord { Name = "x" });
        writer.Publish(
            TemporaryStore.Manifest() with
            {
                Warnings = [new EvidenceWarning("malformed_line", "line 3: 2 fields instead of 4", 2, 3)],
                IsPartial = true,
            }
        );

        var manifest = _temporary.Store.Current(TemporaryStore.Sha)!.Manifest;

        Assert.Equal(1, manifest.Records["sample"]);
        Assert.Equal(2, Assert.Single(manifest.Warnings).Count);
        Assert.True(manifest.IsPartial);
    }

    [Fact]
    public void What_a_crash_left_is_removed_and_what_is_being_written_is_not()
    {
        using var living = _temporary.Store.Create();
        var abandoned = Path.Combine(_temporary.Folder, "incoming", "dead");
        Directory.CreateDirectory(abandoned);
        File.WriteAllText(Path.Combine(abandoned, "conn.parquet"), "half");
        File.WriteAllText(abandoned + ".lock", "");

        _ = new RecordStore(_temporary.Folder);

        Assert.False(Directory.Exists(abandoned));
        Assert.True(Directory.Exists(living.Folder));
    }

    [Theory]
    [InlineData("../../etc")]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Only_a_hash_names_an_evidence(string name) =>
        Assert.Throws<ArgumentException>(() => _temporary.Store.Delete(name));

    private RecordSet Publish(string name)
    {
        using var writer = _temporary.Store.Create();
        writer.Write(SampleRecord.Table, new SampleRecord { Name = name });
        return writer.Publish(TemporaryStore.Manifest() with { Name = name });
    }
}
