using Portal.Fuzz.Engine;
using Portal.Fuzz.Seeds;
using Portal.Traffic.Protocols;

namespace Portal.Fuzz.Targets;

/// <summary>One protocol over a flow of its own: both sides, in pieces, with holes and ends.</summary>
public sealed class ProtocolTarget(IProtocol protocol, Transports transport)
    : FuzzTarget($"protocol/{protocol.Name}-{(transport == Transports.Tcp ? "tcp" : "udp")}")
{
    /// <summary>A hostile peer may have a body unpacked to <c>HttpLimits.FreeDecodedBytes</c>; buffers of it are pooled.</summary>
    public override long MaxAllocatedBytes => 24 << 20;

    public string Protocol => protocol.Name;

    public Transports Transport => transport;

    public override IEnumerable<byte[]> Seeds(CorpusSeeds corpus)
    {
        var sessions = corpus.Sessions(protocol.Name, transport);
        return sessions.Count > 0 ? sessions : Stray(corpus);
    }

    public override void Run(ReadOnlySpan<byte> input) => Play(input);

    /// <summary>Rows that the session gave, but those of <c>weird</c>.</summary>
    public long Play(ReadOnlySpan<byte> input)
    {
        var session = new Session(input);
        var flow = new FuzzFlow(transport, session.Port, MessageTrees.Are(input));
        IFlowAnalyzer? analyzer = null;
        while (session.MoveNext() && !flow.IsOver)
        {
            if (session.Kind is StepKind.Data or StepKind.MoreData)
            {
                // What an earlier protocol of the flow left may begin anywhere.
                protocol.Claims(flow, session.Side, session.Bytes);
            }
            analyzer ??= protocol.Start(flow);
            Step(analyzer, flow, session);
        }
        analyzer?.OnDone();
        flow.Finish();
        return flow.Rows;
    }

    private static void Step(IFlowAnalyzer analyzer, FuzzFlow flow, in Session session)
    {
        switch (session.Kind)
        {
            case StepKind.Gap when flow.Transport == Transports.Tcp:
                analyzer.OnGap(session.Side, session.Missing, flow.NextFrame());
                break;
            case StepKind.End when flow.Transport == Transports.Tcp:
                analyzer.OnEnd(session.Side, flow.NextFrame());
                break;
            case StepKind.Data:
            case StepKind.MoreData:
                var piece =
                    session.PieceBytes == 0 || flow.Transport == Transports.Udp
                        ? session.Bytes.Length
                        : session.PieceBytes;
                for (var bytes = session.Bytes; !bytes.IsEmpty && !flow.IsOver; )
                {
                    var now = bytes[..Math.Min(piece, bytes.Length)];
                    analyzer.OnData(session.Side, now, flow.NextFrame());
                    bytes = bytes[now.Length..];
                }
                break;
            default:
                break;
        }
    }

    /// <summary>The corpus has no flow of it: those of other protocols of the transport are at least bytes.</summary>
    private IEnumerable<byte[]> Stray(CorpusSeeds corpus) =>
        ProtocolCatalogue
            .All.Where(other => (other.Transports & transport) != Transports.None)
            .SelectMany(other => corpus.Sessions(other.Name, transport).Take(2))
            .DefaultIfEmpty([0, 0, 80, 0, 0, 1, 0]);
}
