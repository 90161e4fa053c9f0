using System.Runtime.InteropServices;

namespace Portal.Traffic.Packets;

/// <summary>
/// Puts IP datagrams together from their fragments (RFC 791 §3.2, RFC 8200 §4.5). Where fragments overlap, what came first
/// is kept. The number of incomplete datagrams and the time they wait are bounded.
/// </summary>
/// <param name="maxDatagrams">Incomplete datagrams at once; beyond it the oldest is dropped.</param>
/// <param name="timeout">Nanoseconds that a datagram waits for its rest.</param>
public sealed class IpDefragmenter(int maxDatagrams, long timeout)
{
    private readonly Dictionary<Key, FragmentedDatagram> _datagrams = [];
    private readonly Queue<(Key Key, FragmentedDatagram Datagram)> _oldest = [];
    private readonly Stack<FragmentedDatagram> _spare = [];
    private readonly List<string> _anomalies = [];

    /// <summary>Datagrams that were dropped incomplete.</summary>
    public long Dropped { get; private set; }

    /// <summary>What was odd about the fragment added last, by Zeek's names.</summary>
    public IReadOnlyList<string> Anomalies => _anomalies;

    /// <summary>Takes a fragment.</summary>
    /// <param name="packet">Decoded down to its IP header, captured whole.</param>
    /// <param name="time">Nanoseconds since 1970 UTC.</param>
    /// <returns>The whole IP datagram when this was its last part, until the next call; else empty.</returns>
    public ReadOnlySpan<byte> Add(scoped in Packet packet, long time)
    {
        _anomalies.Clear();
        Expire(time);
        var key = new Key(packet.Source, packet.Destination, packet.IpIdentification, packet.IpVersion);
        if (!_datagrams.TryGetValue(key, out var datagram))
        {
            if (_datagrams.Count >= maxDatagrams)
            {
                DropOldest();
            }
            datagram = _spare.TryPop(out var spare) ? spare : new FragmentedDatagram();
            if (!datagram.TryBegin(packet, time))
            {
                _spare.Push(datagram);
                Dropped++;
                return default;
            }
            _datagrams.Add(key, datagram);
            _oldest.Enqueue((key, datagram));
        }
        datagram.Add(packet, _anomalies);
        if (!datagram.IsComplete(_anomalies))
        {
            return default;
        }
        _datagrams.Remove(key);
        datagram.IsDone = true;
        return datagram.Build();
    }

    private void Expire(long time)
    {
        while (_oldest.TryPeek(out var entry) && (entry.Datagram.IsDone || time - entry.Datagram.Begun > timeout))
        {
            _oldest.Dequeue();
            Recycle(entry.Key, entry.Datagram);
        }
    }

    private void DropOldest()
    {
        while (_oldest.TryDequeue(out var entry))
        {
            var wasDone = entry.Datagram.IsDone;
            Recycle(entry.Key, entry.Datagram);
            if (!wasDone)
            {
                return;
            }
        }
    }

    private void Recycle(Key key, FragmentedDatagram datagram)
    {
        if (!datagram.IsDone)
        {
            _datagrams.Remove(key);
            Dropped++;
        }
        _spare.Push(datagram);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Key(IpAddress Source, IpAddress Destination, uint Identification, int Version);
}
