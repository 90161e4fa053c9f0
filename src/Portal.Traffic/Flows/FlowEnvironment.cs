using Portal.Traffic.Files;
using Portal.Traffic.Flows.Shards;
using Portal.Traffic.Packets;
using Portal.Traffic.Protocols;
using Portal.Traffic.Records;

namespace Portal.Traffic.Flows;

/// <summary>What all flows of one analysis share: options, limits, counters, protocols, and the place for records.</summary>
internal sealed class FlowEnvironment
{
    private readonly IReadOnlyList<IProtocol> _tcp;
    private readonly IReadOnlyList<IProtocol> _udp;
    private readonly IPlacedSink? _placed;

    public FlowEnvironment(TrafficAnalyzerOptions options, IRecordSink sink)
    {
        Options = options;
        Sink = sink;
        _placed = sink as IPlacedSink;
        Local = LocalNetworks.Parse(options.LocalNetworks);
        Files = new TransferredFiles(sink, Local, options.Files);
        Budget = new ReassemblyBudget(options.MaxReassemblyBytes, options.MaxReassemblyBytesPerSide);
        Shared = new SharedStates(this);
        Tunnels = new TunnelLog(this);
        Shared.Add(Tunnels);
        var protocols = options.Protocols ?? ProtocolCatalogue.All;
        _tcp = Over(protocols, Transports.Tcp);
        _udp = Over(protocols, Transports.Udp);
    }

    public TrafficAnalyzerOptions Options { get; }
    public FlowTimeouts Timeouts => Options.Timeouts;
    public IRecordSink Sink { get; }
    public LocalNetworks Local { get; }
    public TransferredFiles Files { get; }
    public ReassemblyBudget Budget { get; }
    public TrafficCounters Counters { get; } = new();
    public ExpectedFlows Expected { get; } = new();

    public SharedStates Shared { get; }
    public TunnelLog Tunnels { get; }

    /// <summary>The frame that is being processed.</summary>
    public FrameStamp Now { get; set; }

    /// <summary>Says where the following records belong among those of other shards.</summary>
    public void MoveTo(RecordPlace place) => _placed?.MoveTo(place);

    public long MaxUnacknowledgedBytes => Options.MaxUnacknowledgedBytes;

    public IReadOnlyList<IProtocol> ProtocolsOver(FlowTransport transport) =>
        transport switch
        {
            FlowTransport.Tcp => _tcp,
            FlowTransport.Udp => _udp,
            _ => [],
        };

    /// <summary>Who looks into the flow's payload; null when no protocol could.</summary>
    public FlowAnalysis? AnalysisOf(Flow flow)
    {
        if (flow.Analysis is null && ProtocolsOver(flow.Transport).Count > 0)
        {
            flow.Analysis = new FlowAnalysis(this, flow);
        }
        return flow.Analysis;
    }

    /// <summary>A protocol was recognised in the flow.</summary>
    public void Confirm(Flow flow, string service)
    {
        flow.AddService(service);
        if (service is "ssh" or "ftp")
        {
            SetInactivity(flow, Timeouts.InteractiveInactivity);
        }
    }

    public static void SetInactivity(Flow flow, long timeout)
    {
        if (timeout == flow.InactivityTimeout)
        {
            return;
        }
        flow.InactivityTimeout = timeout;
        flow.Timer.Inactivity = flow.LastTime + timeout;
    }

    public void CountTruncated() => Counters.CutSegments++;

    public void Weird(Flow flow, string name, string? additional = null, string? source = null)
    {
        if (!flow.NoteWeird(name))
        {
            return;
        }
        Sink.Write(
            WeirdRecord.Table,
            new WeirdRecord
            {
                Timestamp = Now.Time,
                Uid = flow.Uid,
                Id = flow.Id,
                FirstFrame = Now.Number,
                LastFrame = Now.Number,
                Name = name,
                Additional = additional,
                Source = source ?? flow.Transport.ToString().ToUpperInvariant(),
            }
        );
    }

    /// <summary>Only when nothing else was odd about the flow.</summary>
    public void WeirdIfFirst(Flow flow, string name)
    {
        if (!flow.HasWeirds)
        {
            Weird(flow, name);
        }
    }

    private static List<IProtocol> Over(IReadOnlyList<IProtocol> protocols, Transports transport) =>
        [.. protocols.Where(protocol => (protocol.Transports & transport) != Transports.None)];
}
