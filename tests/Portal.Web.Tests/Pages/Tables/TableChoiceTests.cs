using Portal.Traffic.Records;
using Portal.Web.Components.Records;
using Portal.Web.Pages.Tables;

namespace Portal.Web.Tests.Pages.Tables;

public sealed class TableChoiceTests
{
    private static readonly ColumnDefinition[] s_columns =
    [
        new("ts", ZeekType.Time),
        new("id.orig_h", ZeekType.Addr),
        new("orig_bytes", ZeekType.Count),
        new("evidence", ZeekType.String),
    ];

    [Fact]
    public void The_usual_columns_leave_out_the_place()
    {
        var shown = new TableChoice("conn").Shown(s_columns);

        Assert.Equal(["ts", "id.orig_h", "orig_bytes"], shown.Select(column => column.Name));
    }

    [Fact]
    public void Chosen_columns_keep_their_order_and_unknown_ones_are_left_out()
    {
        var shown = new TableChoice("conn") { Columns = "orig_bytes,nonsense,ts" }.Shown(s_columns);

        Assert.Equal(["orig_bytes", "ts"], shown.Select(column => column.Name));
    }

    [Fact]
    public void The_download_asks_for_the_same_rows()
    {
        var choice = new TableChoice("conn")
        {
            Filters = ["id.orig_h==10.1.5.42"],
            Text = "a&b",
            Sort = "-orig_bytes",
        };

        Assert.Equal(
            "/api/v1/cases/7/tables/conn/rows.csv?columns=ts&filter=id.orig_h%3D%3D10.1.5.42&search=a%26b&sort=orig_bytes&descending=true",
            choice.CsvHref(7, [s_columns[0]])
        );
    }

    [Theory]
    [InlineData(12_345L, 2, "12.3 kB")]
    [InlineData(null, 2, "")]
    [InlineData("10.1.5.42", 1, "10.1.5.42")]
    [InlineData("a\nb", 1, "a<LF>b")]
    [InlineData(1_763_217_302_118_000_000L, 0, "2025-11-15 14:35:02.118")]
    public void Values_are_shown_for_people(object? value, int column, string expected) =>
        Assert.Equal(expected, CellText.Of(value, s_columns[column], TimeZoneInfo.Utc));

    [Fact]
    public void The_same_place_is_the_same_row()
    {
        ColumnDefinition[] columns = [new("evidence", ZeekType.String), new("line", ZeekType.Count)];
        var one = RecordLine.Of(columns, [new string('a', 64), 3L]);

        Assert.Equal(one, RecordLine.Of(columns, [new string('a', 64), 3L]));
        Assert.NotEqual(one, RecordLine.Of(columns, [new string('a', 64), 4L]));
    }
}
