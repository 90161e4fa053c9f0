using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Analysis.Store;
using Portal.Cases.Records;

namespace Portal.Cases.Tests.Records;

public sealed class CaseRecordsTests
{
    [Fact]
    public async Task An_analysis_that_found_no_room_gets_the_same_records_with_more()
    {
        await using var portal = await TestPortal.StartAsync();
        using var records = Records(portal, new CaseRecordsOptions(QueryMegabytes: 100, AnalysisMegabytes: 700));
        var ann = await portal.AddUserAsync("ann");
        var made = await portal.AddCaseAsync(ann);

        using var lease = await records.OpenAsync(made.Id, ann, default);
        using var larger = records.OpenLarger(lease);

        Assert.InRange(Limit(lease.Database), 90, 110);
        Assert.InRange(Limit(larger!), 650, 750);
        Assert.Equal(lease.Database.Tables, larger!.Tables);
    }

    [Fact]
    public async Task Without_more_memory_there_is_no_second_analysis()
    {
        await using var portal = await TestPortal.StartAsync();
        using var records = Records(portal, new CaseRecordsOptions(QueryMegabytes: 200, AnalysisMegabytes: 200));
        var ann = await portal.AddUserAsync("ann");
        var made = await portal.AddCaseAsync(ann);

        using var lease = await records.OpenAsync(made.Id, ann, default);

        Assert.Null(records.OpenLarger(lease));
    }

    private static CaseRecords Records(TestPortal portal, CaseRecordsOptions options) =>
        new(
            portal.Get<IDbContextFactory<PortalDbContext>>(),
            portal.Get<RecordStore>(),
            portal.Get<DataFolder>(),
            options
        );

    /// <summary>Megabytes; DuckDB says <c>95.3 MiB</c>.</summary>
    private static double Limit(RecordDatabase database) =>
        double.Parse(
            database.Query("SELECT current_setting('memory_limit')", row => row.GetString(0)).Single().Split(' ')[0],
            CultureInfo.InvariantCulture
        );
}
