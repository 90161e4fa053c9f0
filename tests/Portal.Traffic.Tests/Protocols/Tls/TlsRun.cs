using Portal.Samples;
using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.Tls;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Tls;

/// <summary>Plays pieces of a flow to the analyzer and keeps what came out.</summary>
internal sealed class TlsRun
{
    private readonly RecordCollector _records = new();

    public TlsRun(Transports transport = Transports.Tcp)
    {
        Flow = new LoneFlow(_records, LoneFlow.SomeId, transport);
        Analyzer = transport == Transports.Tcp ? new TlsProtocol().Start(Flow) : new DtlsProtocol().Start(Flow);
    }

    public LoneFlow Flow { get; }

    public IFlowAnalyzer Analyzer { get; }

    public IReadOnlyList<SslRecord> Rows => _records.Of(SslRecord.Table);

    public IReadOnlyList<X509Record> Certificates => _records.Of(X509Record.Table);

    public IReadOnlyList<FilesRecord> Files => _records.Of(FilesRecord.Table);

    public TlsRun Play(params IEnumerable<StreamTap.Piece> pieces)
    {
        foreach (var piece in pieces)
        {
            Send(piece.Side, piece.Bytes, piece.Frame);
        }
        return this;
    }

    public TlsRun Send(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame = default)
    {
        if (Flow.Rejection is null && !bytes.IsEmpty)
        {
            Flow.Current = frame;
            Analyzer.OnData(side, bytes, frame);
        }
        return this;
    }

    public TlsRun Done()
    {
        Analyzer.OnDone();
        return this;
    }
}
