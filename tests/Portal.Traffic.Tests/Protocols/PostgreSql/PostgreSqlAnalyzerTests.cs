using System.Buffers.Binary;
using System.Text;
using Portal.Samples;
using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.PostgreSql;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.PostgreSql;

public sealed class PostgreSqlAnalyzerTests
{
    private static readonly (Side Side, byte[] Bytes)[] s_session =
    [
        (Side.Originator, SessionPlay.Hex("00000008 04d2162f")),
        (Side.Responder, "N"u8.ToArray()),
        (Side.Originator, Startup("user\0me\0database\0db\0application_name\0probe\0\0")),
        (Side.Responder, Message('R', [0, 0, 0, 5, 1, 2, 3, 4])),
        (Side.Originator, Message('p', "md5secret\0"u8.ToArray())),
        (Side.Responder, [.. Message('R', [0, 0, 0, 0]), .. Message('S', "a\0b\0"u8.ToArray()), .. Ready()]),
        (Side.Originator, Message('Q', "select 1\0"u8.ToArray())),
        (Side.Responder, [.. Message('T', [0, 0]), .. Message('D', [0, 0]), .. Message('D', [0, 0]), .. Ready()]),
        (Side.Originator, Message('Q', "bad\0"u8.ToArray())),
        (Side.Responder, [.. Message('E', "SERROR\0C42601\0Mno\0\0"u8.ToArray()), .. Ready()]),
        (Side.Originator, Message('P', "name\0select 2\0\0\0"u8.ToArray())),
        (Side.Responder, Ready()),
        (Side.Originator, Message('X', [])),
    ];

    private static readonly string[] s_rows =
    [
        "- ssl_request - False - ssl_reply N",
        "me startup - True - auth_ok MD5Password",
        "me simple_query select 1 True 2 - -",
        "me simple_query bad False 0 error SeverityLocalized=ERROR,Code=42601,Message=no",
        "me parse select 2 True 0 - -",
        "me terminate - - - - -",
    ];

    [Fact]
    public void Each_request_has_its_outcome()
    {
        var play = HostileSession.ByteByByte(new PostgreSqlProtocol(), new ScriptedFlow(), s_session).Done();
        Assert.Equal(s_rows, play.Flow.Collected.Of(PostgreSqlRecord.Table).Select(Text));
        Assert.Equal(["postgresql"], play.Flow.Services.Distinct());
    }

    [Fact]
    public void When_the_server_agrees_TLS_is_handed_over()
    {
        var play = new SessionPlay(new PostgreSqlProtocol())
            .Send(Side.Originator, s_session[0].Bytes)
            .Send(Side.Responder, "S"u8);
        Assert.Equal(1, play.Flow.HandOvers);
        Assert.True(Assert.Single(play.Flow.Collected.Of(PostgreSqlRecord.Table)).IsSuccess);
    }

    /// <summary>The rows that Zeek's documentation shows for this capture.</summary>
    [Fact]
    public void A_psql_session_reads_as_in_Zeek()
    {
        var rows = RecordCollector
            .Analyze(Corpus.File("captures/benign/psql-create-insert-select-delete-drop.pcap"))
            .Of(PostgreSqlRecord.Table);
        Assert.Equal(9, rows.Count);
        Assert.Equal("postgres startup - True - auth_ok SASL,SASLContinue,SASLFinal", Text(rows[0]));
        Assert.StartsWith(
            "SeverityLocalized=NOTICE,Severity=NOTICE,Code=00000,Message=",
            rows[1].BackendArgument,
            StringComparison.Ordinal
        );
        Assert.Equal("postgres simple_query SELECT * from t; True 2 - -", Text(rows[5]));
        Assert.Equal("postgres terminate - - - - -", Text(rows[8]));
    }

    [Fact]
    public void Rows_of_the_applications_capture_are_Zeeks()
    {
        var baseline = Corpus.File(
            "expected/zeek/greenhouse-app.pcap/scripts.base.protocols.postgresql.greenhouse-app/postgresql.log"
        );
        var want = File.ReadLines(baseline)
            .Where(line => line.StartsWith("XXXX", StringComparison.Ordinal))
            .Select(line => string.Join('\t', line.Split('\t')[2..]))
            .Order(StringComparer.Ordinal);
        var rows = RecordCollector
            .Analyze(Corpus.File("captures/benign/greenhouse-app.pcap"))
            .Of(PostgreSqlRecord.Table)
            .Select(row =>
                string.Join(
                    '\t',
                    row.Id!.OriginatorHost,
                    row.Id.OriginatorPort,
                    row.Id.ResponderHost,
                    row.Id.ResponderPort,
                    row.User ?? "-",
                    row.Database ?? "-",
                    row.ApplicationName ?? "-",
                    row.Frontend,
                    row.FrontendArgument ?? "-",
                    row.Backend ?? "-",
                    row.BackendArgument ?? "-",
                    row.IsSuccess is { } success ? (success ? "T" : "F") : "-",
                    row.Rows?.ToString(provider: null) ?? "-"
                )
            )
            .Order(StringComparer.Ordinal);
        Assert.Equal(want, rows);
    }

    [Fact]
    public void Damage_never_throws() =>
        Assert.True(HostileSession.Try(new PostgreSqlProtocol(), () => new ScriptedFlow(), s_session) > 1000);

    [Theory]
    [InlineData("00000008 04d2162f", Claim.Yes)]
    [InlineData("00000008 04d216", Claim.NeedMore)]
    [InlineData("00000009 04d2162f", Claim.No)]
    [InlineData("00000010 00030000 75736572006d6500", Claim.Yes)]
    [InlineData("00000010 00030000 75736572", Claim.NeedMore)]
    [InlineData("16030100", Claim.No)]
    public void Recognised_by_the_first_message(string bytes, Claim claim) =>
        Assert.Equal(
            claim,
            new PostgreSqlProtocol().Claims(new ScriptedFlow(), Side.Originator, SessionPlay.Hex(bytes))
        );

    private static string Text(PostgreSqlRecord row) =>
        string.Join(
            ' ',
            row.User ?? "-",
            row.Frontend,
            row.FrontendArgument ?? "-",
            row.IsSuccess?.ToString() ?? "-",
            row.Rows?.ToString(provider: null) ?? "-",
            row.Backend ?? "-",
            row.BackendArgument ?? "-"
        );

    private static byte[] Ready() => Message('Z', [(byte)'I']);

    private static byte[] Message(char type, byte[] body)
    {
        var message = new byte[5 + body.Length];
        message[0] = (byte)type;
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), 4 + body.Length);
        body.CopyTo(message, 5);
        return message;
    }

    private static byte[] Startup(string parameters)
    {
        byte[] message = [0, 0, 0, 0, 0, 3, 0, 0, .. Encoding.ASCII.GetBytes(parameters)];
        BinaryPrimitives.WriteInt32BigEndian(message, message.Length);
        return message;
    }
}
