using Portal.Samples;
using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.Http;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Http;

public sealed class Http2AnalyzerTests
{
    // GET http / with the authority "h"; a literal that is not added to the table.
    private const string Request = "82 86 84 01 01 68";

    private static readonly (Side Side, byte[] Bytes)[] s_session =
    [
        (Side.Originator, [.. Http2Protocol.Preface, .. Frame(4, 0, 0, "")]),
        (Side.Originator, Frame(1, 5, 1, Request)),
        (Side.Originator, [.. Frame(1, 0, 3, Request[..5]), .. Frame(9, 4, 3, Request[6..])]),
        (Side.Originator, Frame(0, 9, 3, "02 6162 0000")),
        (Side.Responder, Frame(4, 0, 0, "")),
        (Side.Responder, Frame(1, 4, 3, "8d")), // 404
        (Side.Responder, Frame(1, 4, 1, "88")), // 200
        (Side.Responder, [.. Frame(0, 0, 1, "68656c6c6f20"), .. Frame(0, 1, 3, ""), .. Frame(0, 1, 1, "776f726c6421")]),
    ];

    [Fact]
    public void Streams_become_rows_and_bodies_files()
    {
        var play = HostileSession.ByteByByte(new Http2Protocol(), new ScriptedFlow(), s_session);
        Assert.Equal(
            ["2 GET h / 404 2 0 2", "1 GET h / 200 0 12 2"],
            play.Flow.Collected.Of(HttpRecord.Table)
                .Select(row =>
                    $"{row.Depth} {row.Method} {row.Host} {row.Uri} {row.StatusCode} {row.RequestBodyLength} {row.ResponseBodyLength} {row.Version}"
                )
        );
        Assert.Equal([2L, 12L], play.Files.Select(file => file.SeenBytes).Order());
        Assert.Equal(["http2"], play.Flow.Services);
    }

    [Fact]
    public void A_reset_ends_a_stream()
    {
        var play = new SessionPlay(new Http2Protocol());
        foreach (var (side, bytes) in s_session[..2])
        {
            play.Send(side, bytes);
        }
        play.Send(Side.Responder, Frame(3, 0, 1, "00000008"));
        Assert.Null(Assert.Single(play.Flow.Collected.Of(HttpRecord.Table)).StatusCode);
    }

    [Fact]
    public void A_gap_inside_a_body_is_a_gap_of_its_file()
    {
        var play = new SessionPlay(new Http2Protocol());
        foreach (var (side, bytes) in s_session[..7])
        {
            play.Send(side, bytes);
        }
        play.Send(Side.Responder, Frame(0, 1, 1, "0102030405").AsSpan(0, 10))
            .Gap(Side.Responder, 3)
            .Send(Side.Responder, [5]);
        Assert.Equal(3, play.Files[^1].MissingBytes);
    }

    [Fact]
    public void A_flood_of_streams_ends_at_a_limit()
    {
        var play = new SessionPlay(new Http2Protocol()).Send(Side.Originator, s_session[0].Bytes);
        for (var stream = 1; stream < 6001; stream += 2)
        {
            play.Send(Side.Originator, Frame(1, 5, stream, Request));
        }
        Assert.Equal(2000, play.Flow.Collected.Of(HttpRecord.Table).Count);
    }

    [Fact]
    public void After_an_upgrade_the_request_is_answered_on_stream_1()
    {
        var rows = RecordCollector.Analyze(Corpus.File("captures/http/http2_deflate.pcap")).Of(HttpRecord.Table);
        Assert.Equal([(101L, "1.1"), (200L, "2")], rows.Select(row => (row.StatusCode!.Value, row.Version!)));
        Assert.Equal(("GET", "/", 2), (rows[1].Method, rows[1].Uri, rows[1].Depth));
    }

    [Fact]
    public void Damage_never_throws() =>
        Assert.True(HostileSession.Try(new Http2Protocol(), () => new ScriptedFlow(), s_session) > 500);

    [Fact]
    public void Recognised_by_the_preface_alone()
    {
        var (http2, http, flow) = (new Http2Protocol(), new HttpProtocol(), new ScriptedFlow());
        var preface = Http2Protocol.Preface.ToArray();
        Assert.Equal(Claim.Yes, http2.Claims(flow, Side.Originator, preface));
        Assert.Equal(Claim.NeedMore, http2.Claims(flow, Side.Originator, preface.AsSpan(0, 10)));
        Assert.Equal(Claim.No, http2.Claims(flow, Side.Originator, "GET / HTTP/1.1\r\n"u8));
        Assert.Equal(Claim.No, http.Claims(flow, Side.Originator, preface));
    }

    private static byte[] Frame(byte type, byte flags, int stream, string payload)
    {
        var bytes = SessionPlay.Hex(payload);
        return [0, 0, (byte)bytes.Length, type, flags, 0, 0, (byte)(stream >> 8), (byte)stream, .. bytes];
    }
}
