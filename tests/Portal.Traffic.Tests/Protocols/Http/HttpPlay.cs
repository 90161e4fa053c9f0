using System.Text;
using Portal.Traffic.Protocols.Http;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Http;

/// <summary>Plays both sides of a connection to an analyzer: text is sent as it stands, line feeds as CR LF.</summary>
internal sealed class HttpPlay
{
    public HttpPlay(ConnectionId? id = null)
    {
        Flow = new ScriptedFlow(id);
        Analyzer = new HttpAnalyzer(Flow);
    }

    public ScriptedFlow Flow { get; }

    public HttpAnalyzer Analyzer { get; }

    public IReadOnlyList<HttpRecord> Rows => Flow.Collected.Of(HttpRecord.Table);

    public IReadOnlyList<FilesRecord> Files => Flow.Collected.Of(FilesRecord.Table);

    public HttpPlay Client(string text) => Send(Side.Originator, Bytes(text));

    public HttpPlay Server(string text) => Send(Side.Responder, Bytes(text));

    public HttpPlay Send(Side side, ReadOnlySpan<byte> bytes)
    {
        Analyzer.OnData(side, bytes, Flow.NextFrame());
        return this;
    }

    public HttpPlay Gap(Side side, long bytes)
    {
        Analyzer.OnGap(side, bytes, Flow.NextFrame());
        return this;
    }

    public HttpPlay Done()
    {
        Analyzer.OnEnd(Side.Originator, Flow.NextFrame());
        Analyzer.OnEnd(Side.Responder, Flow.Current);
        Analyzer.OnDone();
        return this;
    }

    public static byte[] Bytes(string text) =>
        Encoding.Latin1.GetBytes(text.ReplaceLineEndings("\n").Replace("\n", "\r\n", StringComparison.Ordinal));
}
