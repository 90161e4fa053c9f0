using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Portal.Analysis.Importers;
using Portal.Analysis.Importers.Zeek;
using Portal.Analysis.Tests.Store;

namespace Portal.Analysis.Tests.Importers.Zeek;

public sealed class ZeekJsonImporterTests : IDisposable
{
    private readonly TemporaryStore _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Tables_are_told_by_path_wherever_it_stands_and_by_a_shippers_stream()
    {
        var set = _temporary.Store.Import(
            """
            {"_path":"conn","ts":1.5,"uid":"C1","id.orig_h":"10.0.0.1","orig_bytes":7}
            {"ts":2.5,"query":"a.example","answers":["1.2.3.4","x"],"TTLs":[60.0,null],"_path":"dns"}
            {"@stream":"conn","@system":"s","ts":3.5,"uid":"C2","id_orig_h":"10.0.0.2"}
            {"_path":"conn","ts":"2018-03-24T17:15:25.396445Z","uid":"C3","local_orig":true}

            """
        );

        Assert.Equal(
            [
                "1500000000|C1|10.0.0.1|7|null|1",
                "3500000000|C2|10.0.0.2|null|null|3",
                "1521911725396445000|C3|null|null|True|4",
            ],
            set.Rows("SELECT epoch_ns(ts), uid, \"id.orig_h\", orig_bytes, local_orig, line FROM conn ORDER BY line")
        );
        Assert.Equal(["a.example|[1.2.3.4,x]|[60,null]"], set.Rows("SELECT query, answers, TTLs FROM dns"));
        Assert.Empty(set.Manifest.Warnings);
    }

    [Theory]
    [InlineData("7b224073747265616d223a22fe222c22747322 3a317d")] // {"@stream":"\xfe","ts":1}
    [InlineData("7b227473223a312c22a5223a22227d")] // {"ts":1,"\xa5":""}
    [InlineData("7b225f70617468223a22636f6e6e222c22ff223a317d")] // {"_path":"conn","\xff":1}
    [InlineData("7b225f70617468223a22636f6e6e222c2261223a7b22ff223a317d7d")] // {"_path":"conn","a":{"\xff":1}}
    [InlineData("7b225f70617468223a22636f6e6e222c225c7564383030223a317d")] // {"_path":"conn","\ud800":1}
    public void A_key_that_is_no_text_makes_its_line_malformed_and_no_other(string hex)
    {
        byte[] log =
        [
            .. "{\"_path\":\"conn\",\"ts\":1.0,\"uid\":\"C1\"}\n"u8,
            .. Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)),
            .. "\n{\"_path\":\"conn\",\"ts\":2.0,\"uid\":\"C2\"}\n"u8,
        ];

        var set = _temporary.Store.Import(log);

        Assert.Equal(["C1", "C2"], set.Rows("SELECT uid FROM conn ORDER BY line"));
        Assert.Contains(set.Manifest.Warnings, warning => warning is { Code: "malformed_line", FirstPlace: 2 });
    }

    [Fact]
    public void Without_a_path_the_keys_tell_the_table_and_the_file_name_is_the_last_resort()
    {
        var set = _temporary.Store.Import(
            """
            {"ts":1.0,"uid":"C1","id.orig_h":"1.1.1.1","method":"GET","host":"h","uri":"/","status_code":200}
            {"ts":1.0,"uid":"C1","id.orig_h":"1.1.1.1","conn_state":"SF","orig_pkts":3,"history":"D"}
            {"ts":1.0,"alpha":1,"beta":2}

            """,
            "mine.2020.log"
        );

        Assert.Equal(["conn", "http", "mine"], set.Manifest.Records.Keys);
    }

    [Fact]
    public void Unknown_keys_are_kept_with_the_type_of_their_values()
    {
        var set = _temporary.Store.Import(
            """
            {"_path":"conn","ts":1.0,"score":0.5,"vlan":7,"flag":true,"note":"n","list":[1,2],"deep":{"a":{"b":"c"}},"objects":[{"k":1}]}
            {"_path":"conn","ts":2.0,"vlan":"seven","score":"high","flag":null,"late":"here","AA":1,"aa":2}

            """
        );

        Assert.Equal(
            ["0.5|null|7|null|True|n|[1,2]|c|[{\"k\":1}]|null", "null|high|null|seven|null|null|null|null|null|here"],
            set.Rows(
                "SELECT score, score_Text, vlan, vlan_Text, flag, note, list, \"deep.a.b\", objects, late FROM conn ORDER BY line"
            )
        );
    }

    [Fact]
    public void Numbers_in_text_columns_and_texts_in_lists_are_not_lost()
    {
        var set = _temporary.Store.Import(
            """
            {"_path":"ssl","ts":1.0,"version":12,"server_name":{"a":1},"cert_chain_fuids":"F1","cipher":["x"]}

            """
        );

        Assert.Equal(
            ["12|1|[F1]|[\"x\"]"],
            set.Rows("SELECT version, \"server_name.a\", cert_chain_fuids, cipher FROM ssl")
        );
    }

    [Fact]
    public void Malformed_lines_are_counted_and_leave_nothing_behind()
    {
        var set = _temporary.Store.Import(
            """
            {"_path":"conn","ts":1.0,"uid":"good"}
            {"_path":"conn","ts":2.0,"uid":"bad",
            [1,2]
            "text"
            {"_path":"conn","ts":3.0,"uid":"bad"} trailing
            {"_path":"conn","ts":3.0,"uid":"\uD800"}
            {"_path":"conn","ts":4.0,"ts":5.0,"uid":"twice","uid":"again"}

            """
        );

        Assert.Equal(["good|1", "twice|7"], set.Rows("SELECT uid, line FROM conn ORDER BY line"));
        var malformed = Assert.Single(set.Manifest.Warnings);
        Assert.Equal(("malformed_line", 5L, 2L), (malformed.Code, malformed.Count, malformed.FirstPlace));
    }

    [Fact]
    public void Suricatas_events_are_not_taken_for_Zeeks()
    {
        var failure = Assert.Throws<UnreadableEvidenceException>(() =>
            _temporary.Store.Import("""{"timestamp":"2020-01-01T00:00:00.0+0000","event_type":"alert","ts":1.0}""")
        );

        Assert.Contains("not supported", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_a_line_meets_the_limit_of_columns_and_says_so()
    {
        var set = _temporary.Store.Import(
            string.Concat(Enumerable.Range(0, 6000).Select(i => $"{{\"_path\":\"conn\",\"ts\":{i}.0,\"key{i}\":1}}\n"))
        );

        Assert.Equal(6000, set.Manifest.Records["conn"]);
        Assert.Contains(set.Manifest.Warnings, warning => warning.Code == "too_many_columns");
    }

    [Property(MaxTest = 200)]
    public Property Any_bytes_are_read_without_an_exception(byte[] bytes, string text)
    {
        var line = System.Text.Json.JsonSerializer.Serialize(text ?? "");
        Imports([
            .. Encoding.UTF8.GetBytes($"{{\"_path\":\"conn\",\"ts\":1.0,\"uid\":{line}}}\n{{\"ts\":1,\"a\":\""),
            .. bytes,
        ]);
        Imports(bytes);
        return true.ToProperty();
    }

    [Fact]
    public void Every_truncation_of_a_line_is_refused_or_whole()
    {
        const string line =
            """{"_path":"conn","ts":1.0,"uid":"C","id.orig_p":5,"tunnel_parents":["a"],"x":{"y":[1,{"z":2}]}}""";
        for (var length = 0; length <= line.Length; length++)
        {
            Assert.Equal(length == line.Length ? 1 : 0, Imports(Encoding.UTF8.GetBytes(line[..length])));
        }
    }

    private long Imports(byte[] bytes)
    {
        using var writer = _temporary.Store.Create();
        using var content = new MemoryStream(bytes);
        new ZeekJsonImporter().Import(
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
        return writer.Counts.Values.Sum();
    }
}
