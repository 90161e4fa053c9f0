using Portal.Analysis.Store;
using Portal.Traffic.Records;

namespace Portal.Analysis.Tests.Store;

public sealed class RecordDatabaseTests : IDisposable
{
    private static readonly string s_other = new('b', 64);
    private readonly TemporaryStore _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Known_tables_without_rows_are_empty_and_typed()
    {
        using var database = RecordDatabase.Open([]);

        Assert.Equal(
            0,
            database
                .Query(
                    "SELECT count(*) FROM conn WHERE ts > '2020-01-01' AND orig_bytes > 5 AND line > 1 AND first_frame > 1 AND evidence = 'x'",
                    reader => reader.GetInt64(0)
                )
                .Single()
        );
        Assert.False(database.HasRows("conn"));
        Assert.Contains("quic", database.Tables);
        Assert.Equal("evidence", database.Columns("dns")[^1].Name);
        Assert.Empty(database.StoredColumns("dns"));
    }

    [Fact]
    public void Sets_that_store_a_column_differently_are_read_together_as_text()
    {
        var first = Publish(TemporaryStore.Sha, new("v", ZeekType.Count), rows => rows.Append(0, 1));
        var second = Publish(s_other, new("v", ZeekType.String), rows => rows.Append(0, "two"u8));
        using var database = RecordDatabase.Open([first, second]);

        Assert.Equal(
            [$"1 {TemporaryStore.Sha}", $"two {s_other}"],
            database.Query("SELECT v || ' ' || evidence FROM t ORDER BY ALL", reader => reader.GetString(0))
        );
        Assert.Equal(2, database.RowCount("t"));
    }

    [Fact]
    public void The_same_evidence_twice_counts_once()
    {
        var set = Publish(TemporaryStore.Sha, new("v", ZeekType.Count), rows => rows.Append(0, 1));
        using var database = RecordDatabase.Open([set, set]);

        Assert.Equal(1, database.RowCount("t"));
        Assert.Single(database.Query("SELECT v FROM t", reader => reader.GetInt64(0)));
    }

    [Fact]
    public void Parameters_are_named()
    {
        var set = Publish(TemporaryStore.Sha, new("v", ZeekType.Count), rows => rows.Append(0, 41));
        using var database = RecordDatabase.Open([set]);

        Assert.Equal(
            [42],
            database.Query("SELECT v + $more FROM t WHERE v = $v", reader => reader.GetInt64(0), ("more", 1), ("v", 41))
        );
    }

    [Fact]
    public void A_query_can_be_cancelled()
    {
        using var database = RecordDatabase.Open([]);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        Assert.ThrowsAny<OperationCanceledException>(() =>
            database
                .Query(
                    "SELECT count(*) FROM range(1000000000) a, range(1000) b WHERE a.range * b.range % 7 = 3",
                    reader => reader.GetInt64(0),
                    cancellation.Token
                )
                .ToList()
        );
    }

    [Theory]
    [InlineData("COPY (SELECT 1) TO '{0}/x.csv'")]
    [InlineData("SELECT 1; SELECT 2")]
    [InlineData("CREATE TABLE x (a INT)")]
    [InlineData("DROP VIEW conn")]
    [InlineData("SET memory_limit = '10GB'")]
    [InlineData("ATTACH '{0}/x.db'")]
    [InlineData("INSTALL httpfs")]
    [InlineData("PRAGMA version")]
    [InlineData("SELECT * FROM enable_logging(storage = 'file', storage_path = '{0}')")]
    [InlineData("SELECT (SELECT count(*) FROM enable_logging(storage = 'file', storage_path = '{0}'))")]
    [InlineData("WITH a AS (SELECT * FROM read_text('/etc/passwd')) SELECT * FROM a")]
    [InlineData("SELECT * FROM query('SELECT * FROM read_text(''/etc/passwd'')')")]
    [InlineData("SELECT * FROM '/etc/passwd.csv'")]
    [InlineData("SELECT write_log('x')")]
    [InlineData("SELECT sleep_ms(1000000)")]
    [InlineData("SELECT * FROM nowhere")]
    [InlineData("not sql")]
    [InlineData("")]
    public void A_user_may_only_read_tables(string sql)
    {
        var set = Publish(TemporaryStore.Sha, new("v", ZeekType.Count), rows => rows.Append(0, 1));
        using var database = RecordDatabase.Open([set]);
        var before = Directory.GetFileSystemEntries(set.Folder);

        Assert.Throws<QueryRefusedException>(() =>
            database.UserQuery(sql.Replace("{0}", set.Folder), 10, TimeSpan.FromSeconds(10))
        );

        Assert.Equal(before, Directory.GetFileSystemEntries(set.Folder));
        Assert.Equal(1, database.UserQuery("SELECT v FROM t", 10, TimeSpan.FromSeconds(10)).Rows[0][0] as long?);
    }

    [Fact]
    public void A_users_query_is_cut_and_timed()
    {
        using var database = RecordDatabase.Open([]);

        var result = database.UserQuery("SELECT range AS n, 'x' AS n FROM range(100)", 10, TimeSpan.FromSeconds(10));
        Assert.Equal(["n", "n"], result.Columns);
        Assert.Equal(10, result.Rows.Count);
        Assert.True(result.IsCut);

        var slow = Assert.Throws<QueryRefusedException>(() =>
            database.UserQuery(
                "SELECT count(*) FROM range(1000000000) a, range(1000) b WHERE a.range * b.range % 7 = 3",
                10,
                TimeSpan.FromMilliseconds(100)
            )
        );
        Assert.Contains("longer than 0.1 s", slow.Message, StringComparison.Ordinal);
    }

    private RecordSet Publish(string sha, ColumnDefinition column, Action<RowAppender> append)
    {
        using var writer = _temporary.Store.Create();
        var rows = writer.Open("t", [column]);
        append(rows);
        rows.EndRow();
        return writer.Publish(TemporaryStore.Manifest(sha));
    }
}
