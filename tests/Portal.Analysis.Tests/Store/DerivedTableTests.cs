using Portal.Analysis.Tests.Detectors;

namespace Portal.Analysis.Tests.Store;

public sealed class DerivedTableTests
{
    [Fact]
    public void A_derived_table_is_worked_out_once_and_read_like_any_other()
    {
        using var records = new CaseBuilder();
        records.Flow(0, "10.0.0.1", "192.0.2.1", 80);
        var database = records.Open();

        database.Derive("derived", "SELECT count(*) AS n FROM conn", CancellationToken.None);
        database.Derive("derived", "SELECT 99 AS n", CancellationToken.None);

        Assert.Equal([1L], database.Query("SELECT n FROM derived", row => row.GetInt64(0)));
    }

    [Fact]
    public void A_derivation_that_fails_leaves_nothing()
    {
        using var records = new CaseBuilder();
        var database = records.Open();

        Assert.ThrowsAny<Exception>(() => database.Derive("derived", "SELECT * FROM nowhere", CancellationToken.None));
        database.Derive("derived", "SELECT 7 AS n", CancellationToken.None);

        Assert.Equal([7], database.Query("SELECT n FROM derived", row => row.GetInt32(0)));
    }
}
