using Portal.Traffic.Packets;

namespace Portal.Traffic.Flows;

/// <summary>What a <see cref="TrafficAnalyzer"/> saw and could not see: the figures of a report's coverage section.</summary>
public sealed class TrafficCounters
{
    private readonly Counter[] _anomalies = new Counter[Enum.GetValues<PacketAnomaly>().Length];
    private readonly Dictionary<(ProtocolSpace Space, int Number), Counter> _others = [];
    private Counter _arp;

    /// <summary>Different protocol numbers that are told apart; hostile frames could name all there are.</summary>
    private const int MaxOthers = 512;

    public long Frames { get; internal set; }

    /// <summary>Captured bytes.</summary>
    public long Bytes { get; internal set; }

    public long IpFrames { get; internal set; }

    /// <summary>Frames of which the capture kept only a part.</summary>
    public long CutFrames { get; internal set; }

    /// <summary>TCP segments whose payload the capture cut: the streams have gaps there.</summary>
    public long CutSegments { get; internal set; }

    public long Fragments { get; internal set; }

    public long Flows { get; internal set; }

    /// <summary>Flows ended early because too many were open.</summary>
    public long FlowsEvicted { get; internal set; }

    /// <summary>Fragments dropped because too many datagrams were incomplete, or one was too odd.</summary>
    public long FragmentsDropped { get; internal set; }

    /// <summary>Payload bytes missing in established TCP connections.</summary>
    public long MissedBytes { get; internal set; }

    /// <summary>Streams that went on past a hole because they held back too much.</summary>
    public long ReassemblyLimitsHit { get; internal set; }

    /// <summary>TLS sessions whose data was decrypted with the secrets of a key log.</summary>
    public long DecryptedSessions { get; internal set; }

    /// <summary>Analyzers ended by an error of their own.</summary>
    public long AnalyzerFailures { get; internal set; }

    /// <summary>Frames that are not IP: ARP, link-layer protocols and what is not known; by name.</summary>
    public IReadOnlyList<CountedName> OtherFrames =>
        Named(
            _others
                .Where(entry => entry.Key.Space != ProtocolSpace.IpProtocol)
                .Select(entry => entry.Value.Named(UnknownProtocolNames.Of(entry.Key.Space, entry.Key.Number)))
                .Append(_arp.Named("arp"))
        );

    /// <summary>IP packets that are flows of which no more than their size is known: IGMP, OSPF, EIGRP and the like; by name.</summary>
    public IReadOnlyList<CountedName> OtherPackets =>
        Named(
            _others
                .Where(entry => entry.Key.Space == ProtocolSpace.IpProtocol)
                .Select(entry => entry.Value.Named(UnknownProtocolNames.Of(entry.Key.Space, entry.Key.Number)))
        );

    /// <summary>Packets with something wrong in them, decoded as far as possible; by Zeek's name for it.</summary>
    public IReadOnlyList<CountedName> Anomalies =>
        Named(
            Enum.GetValues<PacketAnomaly>()
                .Select(anomaly => _anomalies[(int)anomaly].Named(PacketAnomalies.Name(anomaly)))
        );

    /// <summary>Adds what another analyzer saw of the same capture.</summary>
    internal void Add(TrafficCounters other)
    {
        Frames += other.Frames;
        Bytes += other.Bytes;
        IpFrames += other.IpFrames;
        CutFrames += other.CutFrames;
        CutSegments += other.CutSegments;
        Fragments += other.Fragments;
        Flows += other.Flows;
        FlowsEvicted += other.FlowsEvicted;
        DecryptedSessions += other.DecryptedSessions;
        FragmentsDropped += other.FragmentsDropped;
        MissedBytes += other.MissedBytes;
        ReassemblyLimitsHit += other.ReassemblyLimitsHit;
        AnalyzerFailures += other.AnalyzerFailures;
        _arp.Add(other._arp);
        for (var i = 0; i < _anomalies.Length; i++)
        {
            _anomalies[i].Add(other._anomalies[i]);
        }
        foreach (var (key, counter) in other._others)
        {
            _others.TryGetValue(key, out var sum);
            sum.Add(counter);
            _others[key] = sum;
        }
    }

    internal void CountArp(long frame) => _arp.Add(frame);

    internal void CountAnomaly(PacketAnomaly anomaly, long frame) => _anomalies[(int)anomaly].Add(frame);

    internal void CountOther(ProtocolSpace space, int number, long frame)
    {
        var key = _others.Count < MaxOthers || _others.ContainsKey((space, number)) ? (space, number) : (space, -1);
        _others.TryGetValue(key, out var counter);
        counter.Add(frame);
        _others[key] = counter;
    }

    private static List<CountedName> Named(IEnumerable<CountedName> counts) =>
        [
            .. counts
                .Where(entry => entry.Count > 0)
                .GroupBy(entry => entry.Name, StringComparer.Ordinal)
                .Select(group => new CountedName(group.Key, group.Sum(e => e.Count), group.Min(e => e.FirstFrame)))
                .OrderBy(entry => entry.Name, StringComparer.Ordinal),
        ];

    private struct Counter
    {
        private long _count;
        private long _first;

        public void Add(long frame)
        {
            if (_count++ == 0)
            {
                _first = frame;
            }
        }

        public void Add(in Counter other)
        {
            if (other._count > 0)
            {
                _first = _count == 0 ? other._first : Math.Min(_first, other._first);
                _count += other._count;
            }
        }

        public readonly CountedName Named(string name) => new(name, _count, _first);
    }
}
