using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Portal.Analysis.Importers;
using Portal.Analysis.Importers.Zeek;
using Portal.Analysis.Tests.Store;

namespace Portal.Analysis.Tests.Importers.Zeek;

public sealed class ZeekTsvImporterTests : IDisposable
{
    private const string Header =
        "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tsample\n"
        + "#fields\tts\tname\tn\tratio\tok\ttags\tgaps\n#types\ttime\tstring\tcount\tdouble\tbool\tset[string]\tvector[interval]\n";

    private readonly TemporaryStore _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Every_type_is_read_and_every_row_knows_its_line()
    {
        var set = _temporary.Store.Import(
            Header
                + "1517336042.090842\tone\t7\t-0.125\tT\ta,b\t0.5,-\n"
                + "-\t-\t-\t-\t-\t-\t-\n"
                + "2.000000001\t(empty)\t0\t1e3\tF\t(empty)\t(empty)\n"
        );

        Assert.Equal(
            [
                "1517336042090842000|one|7|-0.125|True|[a,b]|[0.5,null]|8",
                "null|null|null|null|null|null|null|9",
                "2000000001||0|1000|False|[]|[]|10",
            ],
            set.Rows("SELECT epoch_ns(ts), name, n, ratio, ok, tags, gaps, line FROM sample ORDER BY line")
        );
        Assert.Empty(set.Manifest.Warnings);
    }

    [Fact]
    public void Escapes_are_undone_and_bytes_that_are_no_text_stay_escaped()
    {
        var set = _temporary.Store.Import(
            Header + @"1.0	\x23a\x09\\b\x5c	1	0	T	x\x2cy,z	-" + "\n" + @"1.0	\xe4\xc3\xa4\xff	1	0	T	-	-" + "\n"
        );

        Assert.Equal(["#a\t\\b\\|[x,y,z]", @"\xe4ä\xff|null"], set.Rows("SELECT name, tags FROM sample ORDER BY line"));
        Assert.Equal(["2"], set.Rows("SELECT len(tags) FROM sample WHERE tags IS NOT NULL"));
    }

    [Fact]
    public void Logs_joined_in_one_file_each_follow_their_own_header()
    {
        var set = _temporary.Store.Import(
            Header
                + "1.0\ta\t1\t0\tT\t-\t-\n#close\t2020-01-01\n"
                + "#separator ;\n#set_separator;|\n#empty_field;NONE\n#unset_field;?\n#path;other\n#fields;ts;v;extra\n#types;time;set[count];string\n"
                + "2.0;1|2;NONE\n3.0;?;-\n"
                + Header
                + "4.0\tb\t2\t0\tF\t-\t-\n"
        );

        Assert.Equal(["a", "b"], set.Rows("SELECT name FROM sample ORDER BY line"));
        Assert.Equal(["[1,2]|", "null|-"], set.Rows("SELECT v, extra FROM other ORDER BY line"));
    }

    [Fact]
    public void Malformed_lines_are_counted_with_their_places_and_kept_out()
    {
        var set = _temporary.Store.Import(
            Header
                + "1.0\ttoo few\n"
                + "1.0\ta\t1\t0\tT\t-\t-\ttoo many\n"
                + "yesterday\ta\t1\t0\tT\t-\t-\n"
                + "1.0\tgood\tmany\t0\tmaybe\t-\tx\n"
        );

        var malformed = Assert.Single(set.Manifest.Warnings, warning => warning.Code == "malformed_line");
        Assert.Equal((3, 8), (malformed.Count, malformed.FirstPlace));
        Assert.Contains("at 8, 9, 10", malformed.Message, StringComparison.Ordinal);
        Assert.Equal(3, Assert.Single(set.Manifest.Warnings, warning => warning.Code == "unreadable_value").Count);
        Assert.Equal(["good|null|null|[null]"], set.Rows("SELECT name, n, ok, gaps FROM sample"));
        Assert.False(set.Manifest.IsPartial);
    }

    [Fact]
    public void A_last_line_that_breaks_off_makes_the_log_partial()
    {
        var set = _temporary.Store.Import(Header + "1.0\ta\t1\t0\tT\t-\t-\n2.0\tb\t");

        Assert.True(set.Manifest.IsPartial);
        Assert.Equal(1, set.Manifest.Records["sample"]);
        Assert.Contains(set.Manifest.Warnings, warning => warning.Code == "truncated" && warning.FirstPlace == 9);
    }

    [Fact]
    public void Windows_line_ends_and_a_byte_order_mark_change_nothing()
    {
        var set = _temporary.Store.Import("\uFEFF" + Header.Replace("\n", "\r\n") + "1.0\ta\t1\t0\tT\t-\t1.5\r\n");

        Assert.Equal(["a|[1.5]"], set.Rows("SELECT name, gaps FROM sample"));
    }

    [Fact]
    public void Rows_without_a_header_fit_the_known_table_of_their_types()
    {
        var set = _temporary.Store.Import(
            "1517336042.090842\tC1\t10.0.0.1\t14291\t10.0.0.2\t80\ttcp\t-\t3.000158\t0\t0\tS0\tT\tT\t0\tS\t2\t104\t0\t0\t(empty)\n",
            "whatever.txt"
        );

        Assert.Equal(["10.0.0.2|80|S0|1"], set.Rows("SELECT \"id.resp_h\", \"id.resp_p\", conn_state, line FROM conn"));
    }

    [Fact]
    public void Columns_of_our_own_names_stand_aside_and_unknown_types_are_text()
    {
        var set = _temporary.Store.Import(
            "#separator \\x09\n#path\tthing\n#fields\tts\tline\tevidence\todd\n#types\ttime\tcount\tstring\tmystery\n1.0\t99\tx\ty\n"
        );

        Assert.Equal(["5|99|x|y"], set.Rows("SELECT line, line_, evidence_, odd FROM thing"));
    }

    [Fact]
    public void A_line_longer_than_the_limit_is_skipped_and_counted()
    {
        var set = _temporary.Store.Import(
            Header
                + "1.0\t"
                + new string('x', LineReader.MaxLineBytes + 10)
                + "\t1\t0\tT\t-\t-\n2.0\tshort\t1\t0\tT\t-\t-\n"
        );

        Assert.Equal(["short|9"], set.Rows("SELECT name, line FROM sample"));
        Assert.Equal(8, Assert.Single(set.Manifest.Warnings, warning => warning.Code == "line_too_long").FirstPlace);
    }

    [Fact]
    public void Every_truncation_keeps_the_whole_lines_before_it()
    {
        var whole = Header + "1.0\ta\t1\t0\tT\tp,q\t0.5\n2.0\tb\t1\t0\tT\t-\t-\n";
        for (var length = Header.Length + 30; length < whole.Length; length++)
        {
            var rows = _temporary.Store.Import(whole[..length]).Manifest.Records["sample"];
            Assert.InRange(rows, 1, 2);
        }
    }

    [Property(MaxTest = 200)]
    public Property Any_bytes_behind_a_header_are_read_without_an_exception(byte[] bytes) =>
        Imports([.. Encoding.UTF8.GetBytes(Header), .. bytes]).ToProperty();

    [Property(MaxTest = 200)]
    public Property Any_header_is_read_without_an_exception(string[] words) =>
        Imports(
                Encoding.UTF8.GetBytes(
                    "#separator " + string.Join("\n#", (words ?? []).Select(word => "fields\t" + word)) + "\n1.0\tx\n"
                )
            )
            .ToProperty();

    [Theory]
    [InlineData("0", 0L)]
    [InlineData("1517336042.090842", 1_517_336_042_090_842_000L)]
    [InlineData("-1.5", -1_500_000_000L)]
    [InlineData("1.1234567899", 1_123_456_789L)]
    [InlineData("2018-03-24T17:15:25.396445Z", 1_521_911_725_396_445_000L)]
    [InlineData("2018-03-24T18:15:25+01:00", 1_521_911_725_000_000_000L)]
    [InlineData("1.5e9", 1_500_000_000_000_000_000L)]
    public void Times_are_exact_to_the_nanosecond(string text, long expected)
    {
        Assert.True(ZeekValues.TryParseTime(Encoding.UTF8.GetBytes(text), out var time));
        Assert.Equal(expected, time);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".5")]
    [InlineData("1.5x")]
    [InlineData("99999999999")]
    [InlineData("2018-03-24T17:15:25")]
    [InlineData("2018-02-30T17:15:25Z")]
    [InlineData("2018-03-24T17:15:25+")]
    [InlineData("NaN")]
    [InlineData("1e400")]
    public void Other_times_are_refused(string text) =>
        Assert.False(ZeekValues.TryParseTime(Encoding.UTF8.GetBytes(text), out _));

    [Property]
    public bool Numbers_are_read_as_NET_reads_them(double value)
    {
        var text = value.ToString("R");
        return ZeekValues.TryParseReal(Encoding.UTF8.GetBytes(text), out var read)
            ? read.Equals(value)
            : !double.IsFinite(value);
    }

    private bool Imports(byte[] bytes)
    {
        using var writer = _temporary.Store.Create();
        using var content = new MemoryStream(bytes);
        new ZeekTsvImporter().Import(
            new ImportContext
            {
                Content = content,
                Name = "x.log",
                Output = writer,
                Options = new ImportOptions(),
                Progress = _ => { },
            },
            CancellationToken.None
        );
        writer.Publish(TemporaryStore.Manifest());
        return true;
    }
}
