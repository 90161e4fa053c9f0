using Portal.Traffic.Captures;
using Portal.Traffic.Flows.Shards;
using Portal.Traffic.Packets;
using Portal.Traffic.Records;

namespace Portal.Traffic.Flows;

/// <summary>
/// Turns frames into records: decodes each, finds its flow, follows TCP, looks into the payload, and writes the flow's row
/// when it ends. Memory is bounded by the options whatever the capture's size. One thread.
/// </summary>
public sealed class TrafficAnalyzer
{
    private readonly FlowEnvironment _environment;
    private readonly FlowTable _table;
    private readonly FlowFactory _factory;
    private readonly ConnRecords _records;
    private readonly PacketWeirds _weirds;
    private readonly IpDefragmenter _defragmenter;
    private readonly TunnelEntrance _tunnels = new();
    private readonly List<CarryingTunnel> _around = []; // the current packet, outermost first
    private bool _isFinished;

    public TrafficAnalyzer(TrafficAnalyzerOptions options, IRecordSink sink)
        : this(new FlowEnvironment(options, new RunRecords(sink))) { }

    private TrafficAnalyzer(FlowEnvironment environment)
    {
        _environment = environment;
        var options = environment.Options;
        _table = new FlowTable(_environment, OnEnded);
        _factory = new FlowFactory(_environment);
        _records = new ConnRecords(LocalNetworks.Parse(options.LocalNetworks));
        _weirds = new PacketWeirds(_environment);
        _defragmenter = new IpDefragmenter(options.MaxFragmentedDatagrams, options.Timeouts.Fragments);
    }

    public TrafficCounters Counters => _environment.Counters;

    /// <summary>Flows that are open now.</summary>
    public int OpenFlows => _table.Count;

    /// <summary>For some of the flows of a capture: what is decided over all its records is left to the one who puts them together.</summary>
    internal static TrafficAnalyzer ForShard(TrafficAnalyzerOptions options, IPlacedSink sink) =>
        new(new FlowEnvironment(options, sink));

    /// <summary>Takes the next frame of a capture.</summary>
    /// <param name="frame">Its number, from 1.</param>
    /// <param name="time">Nanoseconds since 1970 UTC.</param>
    /// <param name="linkType">What it begins with.</param>
    /// <param name="data">The captured bytes; not kept.</param>
    /// <param name="originalLength">Its length on the wire.</param>
    public void Process(long frame, long time, LinkType linkType, ReadOnlySpan<byte> data, uint originalLength)
    {
        var counters = _environment.Counters;
        counters.Frames++;
        counters.Bytes += data.Length;
        if (originalLength > data.Length)
        {
            counters.CutFrames++;
        }
        Pass(frame, time);
        _environment.MoveTo(new RecordPlace(frame, long.MaxValue, 0));

        System.Runtime.CompilerServices.Unsafe.SkipInit(out Packet packet);
        if (!PacketDecoder.TryDecode(linkType, data, originalLength, ref packet))
        {
            NoteUndecoded(packet);
            return;
        }
        counters.IpFrames++;
        ProcessIp(ref packet);
    }

    /// <summary>A frame goes by that is none of this analyzer's flows': only the clock moves on.</summary>
    internal void Pass(long frame, long time)
    {
        _environment.Now = new FrameStamp(frame, time);
        _table.Advance(time);
        _environment.Shared.Advance(_environment.Now);
    }

    /// <summary>The capture is over: ends all open flows and writes their rows.</summary>
    public void Finish()
    {
        if (_isFinished)
        {
            return;
        }
        _isFinished = true;
        _table.RemoveAll();
        _environment.Files.Finish(
            _environment.Now,
            file => _environment.MoveTo(new RecordPlace(long.MaxValue, long.MaxValue, file.FirstFrame))
        );
        _environment.Shared.Finish(_environment.Now);
        _environment.Counters.ReassemblyLimitsHit = _environment.Budget.LimitsHit;
        _environment.Counters.FragmentsDropped = _defragmenter.Dropped;
    }

    private void ProcessIp(ref Packet packet)
    {
        _around.Clear();
        for (var depth = 0; ; depth++)
        {
            if (!TryComplete(ref packet))
            {
                return;
            }
            if (packet.Anomaly != PacketAnomaly.None)
            {
                NoteAnomaly(packet);
            }
            var flow = TakeFlow(packet);
            if (!TunnelEntrance.TryFind(packet, flow, out var inside))
            {
                return;
            }
            if (depth == _environment.Options.MaxTunnelDepth)
            {
                NoteAnomaly(packet, PacketAnomaly.TunnelTooDeep);
                return;
            }
            _around.Add(
                flow is null
                    ? _tunnels.TunnelOf(packet, inside.Kind, _environment.Now)
                    : new CarryingTunnel(flow.Uid, TunnelEnds.Of(flow), inside.Kind)
            );
            var isIp = PacketDecoder.TryDecodeNested(ref packet, inside.First, inside.Offset);
            if (inside.Service is not null && (isIp || packet.Anomaly == PacketAnomaly.None))
            {
                flow?.AddService(inside.Service);
            }
            if (!isIp)
            {
                NoteUndecoded(packet);
                return;
            }
        }
    }

    /// <summary>Puts fragments together; false while parts are missing.</summary>
    private bool TryComplete(ref Packet packet)
    {
        if (!packet.IsFragment)
        {
            return true;
        }
        _environment.Counters.Fragments++;
        if (packet.IsCutFragment)
        {
            NoteAnomaly(packet, PacketAnomaly.FragmentCut);
            return packet.FragmentOffset == 0;
        }
        var datagram = _defragmenter.Add(packet, _environment.Now.Time);
        foreach (var name in _defragmenter.Anomalies)
        {
            _weirds.Note(name, packet);
        }
        if (datagram.IsEmpty)
        {
            return false;
        }
        if (PacketDecoder.TryDecodeDatagram(datagram, ref packet))
        {
            return true;
        }
        NoteUndecoded(packet);
        return false;
    }

    private Flow? TakeFlow(in Packet packet)
    {
        if (!FlowFactory.TryKey(packet, out var ends))
        {
            return null;
        }
        if (_table.TryFind(ends.Key, out var flow) && flow.Tcp is { } tcp && tcp.IsReuse(packet))
        {
            _table.Remove(flow);
            flow = null;
        }
        if (flow is null)
        {
            flow = _factory.Create(packet, ends);
            _table.Insert(flow);
        }
        NoteTunnels(flow);
        flow.LastFrame = _environment.Now.Number;
        Deliver(flow, packet, flow.SideOf(packet.Source, ends.SourcePort));
        flow.Analysis?.NoteStream();
        _table.Touch(flow);
        return flow;
    }

    private void NoteTunnels(Flow flow)
    {
        var carrier = _around.Count > 0 ? _around[^1].Uid : null;
        if (flow.IsCarriedBy(carrier))
        {
            return;
        }
        foreach (var (uid, ends, kind) in _around)
        {
            _environment.Tunnels.Discover(ends, kind, uid);
        }
        if (flow.NoteCarrier(carrier))
        {
            _environment.Weird(flow, "tunnel_max_changes_per_connection_exceeded");
            flow.History.AddPartial();
        }
    }

    private void Deliver(Flow flow, in Packet packet, Side side)
    {
        switch (flow.Transport)
        {
            case FlowTransport.Tcp:
                if (packet.HasWholeTransportHeader)
                {
                    flow.Tcp!.Process(packet, side, _environment.Now);
                    flow.Count(flow.SideOf(packet.Source, packet.SourcePort), packet.IpTotalLength);
                }
                break;
            case FlowTransport.Udp:
                DeliverUdp(flow, packet, side);
                break;
            case FlowTransport.Icmp:
                flow.LastTime = _environment.Now.Time;
                flow.Count(side, packet.IpTotalLength);
                flow.CountPayload(side, packet.PayloadLength);
                break;
            default:
                flow.LastTime = _environment.Now.Time;
                flow.Count(side, packet.IpTotalLength);
                _environment.Counters.CountOther(ProtocolSpace.IpProtocol, packet.IpProtocol, _environment.Now.Number);
                break;
        }
    }

    private void DeliverUdp(Flow flow, in Packet packet, Side side)
    {
        flow.LastTime = _environment.Now.Time;
        flow.Count(side, packet.IpTotalLength);
        flow.CountPayload(side, packet.UdpLength - UdpLayer.HeaderLength);
        flow.History.CheckSeen(side, HistoryBit.Data, 'D');
        if (!packet.Payload.IsEmpty)
        {
            _environment.AnalysisOf(flow)?.OnStream(side, packet.Payload, _environment.Now);
        }
    }

    private void OnEnded(Flow flow)
    {
        flow.Analysis?.Finish();
        flow.Tcp?.Release();
        _environment.Counters.MissedBytes += flow.MissedBytes;
        _environment.Tunnels.Close(flow);
        _environment.Sink.Write(ConnRecord.Table, _records.Of(flow));
    }

    private void NoteUndecoded(in Packet packet)
    {
        if (packet.UnknownSpace != ProtocolSpace.None)
        {
            _environment.Counters.CountOther(packet.UnknownSpace, packet.UnknownProtocol, _environment.Now.Number);
        }
        else if (packet.IsArp)
        {
            _environment.Counters.CountArp(_environment.Now.Number);
        }
        if (packet.Anomaly != PacketAnomaly.None)
        {
            NoteAnomaly(packet);
        }
    }

    private void NoteAnomaly(in Packet packet) => NoteAnomaly(packet, packet.Anomaly);

    private void NoteAnomaly(in Packet packet, PacketAnomaly anomaly)
    {
        _environment.Counters.CountAnomaly(anomaly, _environment.Now.Number);
        _weirds.Note(PacketAnomalies.Name(anomaly), packet);
    }
}
