using System.Text;
using Portal.Analysis.Store;
using Portal.Traffic.Records;

namespace Portal.Analysis.Tests.Store;

public sealed class RecordSetWriterTests : IDisposable
{
    private readonly TemporaryStore _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Every_kind_of_value_comes_back_as_it_went_in()
    {
        using var writer = _temporary.Store.Create();
        writer.Write(
            SampleRecord.Table,
            new SampleRecord
            {
                Time = 1_517_336_042_090_842_123,
                Duration = 0.25,
                Name = "naïve",
                Host = "10.0.0.1",
                Port = 443,
                IsLocal = true,
                Answers = ["a", "b"],
                Ttls = [],
            }
        );
        writer.Write(SampleRecord.Table, new SampleRecord());
        using var database = RecordDatabase.Open([writer.Publish(TemporaryStore.Manifest())]);

        var rows = database
            .Query(
                "SELECT epoch_ns(ts), duration, name, host, p, local, answers, TTLs, evidence FROM sample",
                reader => Enumerable.Range(0, 9).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i)).ToList()
            )
            .ToList();

        Assert.Equal([1_517_336_042_090_842_123L, 0.25, "naïve", "10.0.0.1", 443L, true], rows[0].Take(6));
        Assert.Equal(["a", "b"], Assert.IsAssignableFrom<IEnumerable<string>>(rows[0][6]));
        Assert.Empty(Assert.IsAssignableFrom<System.Collections.ICollection>(rows[0][7]));
        Assert.Equal(TemporaryStore.Sha, rows[0][8]);
        Assert.All(rows[1].Take(8), Assert.Null);
    }

    [Fact]
    public void Many_rows_and_row_groups_keep_their_order_and_lists()
    {
        const int count = 300_000;
        using var writer = _temporary.Store.Create();
        for (var i = 0; i < count; i++)
        {
            writer.Write(
                SampleRecord.Table,
                new SampleRecord
                {
                    Time = i,
                    Name = i % 3 == 0 ? null : $"row {i}",
                    Answers = i % 4 == 0 ? null : [.. Enumerable.Range(0, i % 4 - 1).Select(k => $"{i}.{k}")],
                }
            );
        }
        using var database = RecordDatabase.Open([writer.Publish(TemporaryStore.Manifest())]);

        var wrong = database
            .Query(
                """
                SELECT count(*) FILTER (WHERE name IS DISTINCT FROM CASE WHEN epoch_ns(ts) % 3 = 0 THEN NULL ELSE 'row ' || epoch_ns(ts) END),
                       count(*) FILTER (WHERE (answers IS NULL) <> (epoch_ns(ts) % 4 = 0)),
                       count(*) FILTER (WHERE len(answers) <> epoch_ns(ts) % 4 - 1),
                       count(*) FILTER (WHERE answers[2] <> epoch_ns(ts) || '.1'),
                       count(*), sum(epoch_ns(ts))::BIGINT
                FROM sample
                """,
                reader => Enumerable.Range(0, 6).Select(i => Convert.ToInt64(reader.GetValue(i))).ToList()
            )
            .Single();

        Assert.Equal([0, 0, 0, 0, count, (long)count * (count - 1) / 2], wrong);
        Assert.Equal(count, database.RowCount("sample"));
    }

    [Fact]
    public void A_column_that_comes_up_after_a_file_has_begun_is_not_lost()
    {
        using var writer = _temporary.Store.Create();
        var rows = writer.Open("odd-name", [new("a", ZeekType.String)]);
        var filler = new string('x', 1000);
        for (var i = 0; i < 20_000; i++)
        {
            rows.Append(0, Encoding.UTF8.GetBytes(filler + i));
            rows.EndRow();
        }
        var late = rows.Add(new("b", ZeekType.Count));
        rows.Append(late, 7);
        rows.EndRow();
        var set = writer.Publish(TemporaryStore.Manifest());
        using var database = RecordDatabase.Open([set]);

        Assert.True(set.Files()["odd_name"].Count > 1);
        Assert.Equal(
            (20_001, 1, 20_000),
            database
                .Query(
                    "SELECT count(*), count(b), count(DISTINCT a) FROM odd_name",
                    reader => (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2))
                )
                .Single()
        );
    }

    [Fact]
    public void A_column_of_another_type_stands_beside_the_first()
    {
        using var writer = _temporary.Store.Create();
        var first = writer.Open("t", [new("version", ZeekType.String)]);
        first.Append(0, "2"u8);
        first.EndRow();
        var second = writer.Open("t", [new("version", ZeekType.Count)]);
        second.Append(0, 3);
        second.EndRow();
        using var database = RecordDatabase.Open([writer.Publish(TemporaryStore.Manifest())]);

        Assert.Equal(
            ["2|", "|3"],
            database.Query(
                "SELECT concat_ws('|', coalesce(version, ''), coalesce(version_Integer::VARCHAR, '')) FROM t",
                reader => reader.GetString(0)
            )
        );
    }

    [Fact]
    public void A_cancelled_row_leaves_no_trace()
    {
        using var writer = _temporary.Store.Create();
        var rows = writer.Open("t", [new("a", ZeekType.String), new("b", ZeekType.String, ZeekContainer.Vector)]);
        rows.Append(0, "one"u8);
        rows.EndRow();
        rows.Append(0, "gone"u8);
        Assert.True(rows.BeginList(1));
        rows.Element(1, "gone"u8);
        rows.CancelRow();
        rows.Append(0, "two"u8);
        Assert.True(rows.BeginList(1));
        rows.UnsetElement(1);
        rows.Element(1, "x"u8);
        rows.EndList(1);
        rows.EndRow();
        using var database = RecordDatabase.Open([writer.Publish(TemporaryStore.Manifest())]);

        Assert.Equal(
            ["one:", "two:[NULL, x]"],
            database.Query("SELECT a || ':' || coalesce(b::VARCHAR, '') FROM t", reader => reader.GetString(0))
        );
    }

    [Fact]
    public void Bytes_that_are_not_text_are_kept_as_Zeek_writes_them()
    {
        using var writer = _temporary.Store.Create();
        var rows = writer.Open("t", [new("a", ZeekType.String)]);
        rows.Append(0, [(byte)'j', 0xe4, (byte)'g', 0xc3, 0xa4, 0xff]);
        rows.EndRow();
        using var database = RecordDatabase.Open([writer.Publish(TemporaryStore.Manifest())]);

        Assert.Equal([@"j\xe4gä\xff"], database.Query("SELECT a FROM t", reader => reader.GetString(0)));
    }

    [Fact]
    public void Without_publishing_nothing_stays()
    {
        using (var writer = _temporary.Store.Create())
        {
            writer.Write(SampleRecord.Table, new SampleRecord { Name = "x" });
        }

        Assert.Empty(_temporary.Store.List());
        Assert.Empty(Directory.GetFiles(_temporary.Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void More_tables_than_a_set_may_have_go_to_one()
    {
        using var writer = _temporary.Store.Create();
        for (var i = 0; i < RecordSetWriter.MaxTables + 50; i++)
        {
            var rows = writer.Open($"table{i}", [new("a", ZeekType.Count)]);
            rows.Append(0, i);
            rows.EndRow();
        }

        Assert.Equal(RecordSetWriter.MaxTables + 1, writer.Counts.Count);
        Assert.Equal(50, writer.Counts["other"]);
    }
}
