using Portal.Analysis.Store;
using Portal.Cases.Accounts;
using Portal.Cases.Evidence;
using Portal.Cases.Paging;
using Portal.Cases.Records;
using Portal.Cases.Refusals;
using Portal.Traffic.Records;

namespace Portal.Cases.Tests.Records;

public sealed class RecordRowsTests
{
    private const long Second = 1_000_000_000;
    private const long Begin = 1_763_215_200 * Second;

    [Theory]
    [InlineData("", "C1,C2,C3,C4")]
    [InlineData("service==ssl", "C1,C3")]
    [InlineData("service==", "C4")]
    [InlineData("service!=", "C1,C2,C3")]
    [InlineData("service!=ssl", "C2,C4")]
    [InlineData("orig_bytes>=300", "C3,C4")]
    [InlineData("duration<1.5", "C1")]
    [InlineData("id.resp_p==443", "C1,C3")]
    [InlineData("id.orig_h==10.1.0.0/16", "C1,C2")]
    [InlineData("id.orig_h!=10.1.0.0/16", "C3,C4")]
    [InlineData("history~SHA", "C1,C2,C3,C4")]
    [InlineData("uid~c3", "C3")]
    [InlineData("uid!~c", "")]
    [InlineData("tunnel_parents==T1", "C2")]
    [InlineData("tunnel_parents~T", "C2")]
    [InlineData("local_orig==true", "C1,C2")]
    [InlineData("ts>2025-11-15 14:00:02 UTC", "C4")]
    [InlineData("ts==2025-11-15T14:00:02Z", "C3")]
    public async Task A_filter_takes_the_rows_that_it_says(string filter, string expected)
    {
        await using var portal = await TestPortal.StartAsync();
        var (ann, caseId) = await AddRecordsAsync(portal);
        var query = new RecordQuery
        {
            Table = "conn",
            Columns = ["uid"],
            Filters = filter.Length == 0 ? [] : [RecordFilter.Parse(filter)],
        };

        var page = await portal.Get<RecordRows>().ReadAsync(caseId, ann, query, PageRequest.First, default);

        Assert.Equal(expected.Split(',', StringSplitOptions.RemoveEmptyEntries), page.Rows.Select(row => row[0]));
        Assert.Equal(page.Rows.Count, page.Total);
    }

    [Theory]
    [InlineData("orig_bytes", true, "C4,C3,C2,C1")]
    [InlineData("service", false, "C2,C1,C3,C4")]
    [InlineData(null, true, "C4,C3,C2,C1")]
    public async Task Rows_sort_by_any_column_with_unset_values_last(string? sort, bool isDescending, string expected)
    {
        await using var portal = await TestPortal.StartAsync();
        var (ann, caseId) = await AddRecordsAsync(portal);
        var query = new RecordQuery
        {
            Table = "conn",
            Columns = ["uid"],
            Sort = sort,
            IsDescending = isDescending,
        };

        var all = await portal.Get<RecordRows>().ReadAsync(caseId, ann, query, PageRequest.First, default);
        var window = await portal.Get<RecordRows>().ReadAsync(caseId, ann, query, new PageRequest(1, 2), default);

        Assert.Equal(expected.Split(','), all.Rows.Select(row => row[0]));
        Assert.Equal(expected.Split(',')[1..3], window.Rows.Select(row => row[0]));
        Assert.Equal(4, window.Total);
    }

    [Fact]
    public async Task Search_and_time_bounds_narrow_together()
    {
        await using var portal = await TestPortal.StartAsync();
        var (ann, caseId) = await AddRecordsAsync(portal);
        var query = new RecordQuery
        {
            Table = "conn",
            Columns = ["uid", "ts"],
            Search = "SSL",
            From = Begin + Second,
            Until = Begin + (3 * Second),
        };

        var page = await portal.Get<RecordRows>().ReadAsync(caseId, ann, query, PageRequest.First, default);

        Assert.Equal(["C3", Begin + (2 * Second)], Assert.Single(page.Rows));
    }

    [Theory]
    [InlineData("nothing==1")]
    [InlineData("orig_bytes==many")]
    [InlineData("ts>2025-11-15 14:00:02")]
    [InlineData("id.orig_h==10.1.0.0/99")]
    [InlineData("local_orig==perhaps")]
    [InlineData("uid\"; DROP TABLE conn; --==1")]
    public async Task A_filter_that_makes_no_sense_is_refused(string filter)
    {
        await using var portal = await TestPortal.StartAsync();
        var (ann, caseId) = await AddRecordsAsync(portal);
        var query = new RecordQuery { Table = "conn", Filters = [RecordFilter.Parse(filter)] };

        var refused = await Assert.ThrowsAsync<RefusedException>(() =>
            portal.Get<RecordRows>().ReadAsync(caseId, ann, query, PageRequest.First, default)
        );

        Assert.Equal(Refusal.Invalid, refused.Reason);
    }

    [Theory]
    [InlineData("'; DROP TABLE conn; --")]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("\\")]
    public async Task Text_of_people_is_a_value_and_never_sql(string text)
    {
        await using var portal = await TestPortal.StartAsync();
        var (ann, caseId) = await AddRecordsAsync(portal);
        var rows = portal.Get<RecordRows>();
        var contains = new RecordFilter("service", RecordOperator.Contains, text);
        var equals = new RecordFilter("service", RecordOperator.Equal, text);

        foreach (
            var query in new[]
            {
                new RecordQuery { Table = "conn", Filters = [contains] },
                new RecordQuery { Table = "conn", Filters = [equals] },
                new RecordQuery { Table = "conn", Search = text },
            }
        )
        {
            Assert.Equal(0, (await rows.ReadAsync(caseId, ann, query, PageRequest.First, default)).Total);
        }
    }

    [Fact]
    public async Task New_records_are_seen_at_once_and_the_old_ones_close_when_nobody_reads_them()
    {
        await using var portal = await TestPortal.StartAsync();
        var (ann, caseId) = await AddRecordsAsync(portal);
        var records = portal.Get<CaseRecords>();
        using var before = await records.OpenAsync(caseId, ann, default);
        using var same = await records.OpenAsync(caseId, ann, default);

        await AddRecordsAsync(portal, caseId, ann, 'b', 2);

        using var after = await records.OpenAsync(caseId, ann, default);
        Assert.Same(before.Database, same.Database);
        Assert.Equal((4, 6), (before.Database.RowCount("conn"), after.Database.RowCount("conn")));
        Assert.Equal(2, after.Sets.Count);
    }

    [Fact]
    public async Task Sql_of_people_reads_and_nothing_else()
    {
        await using var portal = await TestPortal.StartAsync();
        var (ann, caseId) = await AddRecordsAsync(portal);
        var rows = portal.Get<RecordRows>();

        var result = await rows.QueryAsync(caseId, ann, "SELECT count(*) AS n FROM conn", default);

        Assert.Equal("n", Assert.Single(result.Columns));
        Assert.Equal(4L, Convert.ToInt64(Assert.Single(result.Rows)[0]));
        foreach (var wrong in new[] { "DROP VIEW conn", "SELECT * FROM '/etc/passwd'", "nonsense" })
        {
            await Assert.ThrowsAsync<RefusedException>(() => rows.QueryAsync(caseId, ann, wrong, default));
        }
    }

    private static async Task<(Actor, int)> AddRecordsAsync(TestPortal portal)
    {
        var ann = await portal.AddUserAsync("ann");
        var made = await portal.AddCaseAsync(ann);
        await AddRecordsAsync(portal, made.Id, ann, 'a', 4);
        return (ann, made.Id);
    }

    private static async Task AddRecordsAsync(TestPortal portal, int caseId, Actor actor, char letter, int count)
    {
        var sha256 = new string(letter, 64);
        using var writer = portal.Get<RecordStore>().Create();
        for (var i = 1; i <= count; i++)
        {
            writer.Write(ConnRecord.Table, Conn(i));
        }
        var set = writer.Publish(
            new RunManifest
            {
                Name = "x",
                Sha256 = sha256,
                Kind = "pcap",
                Bytes = 1,
                EngineVersion = "1",
            }
        );
        await using var db = await portal.OpenAsync();
        db.EvidenceFiles.Add(new EvidenceFile { Sha256 = sha256, Bytes = 1 });
        db.Evidence.Add(
            new CaseEvidence
            {
                CaseId = caseId,
                Sha256 = sha256,
                Name = $"{letter}.pcap",
                AddedBy = actor.Name,
                RecordRun = $"{set.Run}",
                Status = EvidenceStatus.Ready,
            }
        );
        await db.SaveChangesAsync();
    }

    private static ConnRecord Conn(int i) =>
        new()
        {
            Timestamp = Begin + ((i - 1) * Second),
            Uid = $"C{i}",
            Id = new ConnectionId(
                i < 3 ? $"10.1.0.{i}" : $"192.168.0.{i}",
                1000 + i,
                "192.0.2.1",
                i % 2 == 1 ? 443 : 53
            ),
            FirstFrame = i,
            LastFrame = i,
            Protocol = "tcp",
            Service = i switch
            {
                2 => "dns",
                4 => null,
                _ => "ssl",
            },
            Duration = i,
            OriginatorBytes = 100 * i,
            State = "SF",
            History = "ShADa",
            IsLocalOriginator = i < 3,
            TunnelParents = i == 2 ? ["T1"] : null,
        };
}
