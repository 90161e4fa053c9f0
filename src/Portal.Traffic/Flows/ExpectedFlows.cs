using Portal.Traffic.Packets;
using Portal.Traffic.Protocols;

namespace Portal.Traffic.Flows;

/// <summary>Connections that others announced and that have not come yet.</summary>
internal sealed class ExpectedFlows
{
    /// <summary>A session announces one at a time; thousands at once are play. The oldest makes room.</summary>
    private const int MaxExpected = 4096;

    /// <summary>Zeek waits as long for the data connections of FTP.</summary>
    private const long Patience = 5 * 60 * UnixTime.NanosecondsPerSecond;

    private readonly Dictionary<(IpAddress Responder, int Port), (ExpectedFlow Flow, long Since)> _expected = [];
    private readonly Queue<((IpAddress Responder, int Port) Key, long Since)> _order = [];

    public void Add(ExpectedFlow expected, long now)
    {
        while (_order.TryPeek(out var oldest) && (_order.Count >= MaxExpected || now - oldest.Since > Patience))
        {
            _order.Dequeue();
            if (_expected.TryGetValue(oldest.Key, out var entry) && entry.Since == oldest.Since)
            {
                _expected.Remove(oldest.Key);
            }
        }
        var key = (expected.Responder, expected.ResponderPort);
        _expected[key] = (expected, now);
        _order.Enqueue((key, now));
    }

    /// <summary>Whether the flow that begins was announced; an announcement serves once.</summary>
    public ExpectedFlow? Take(Flow flow, long now)
    {
        if (_expected.Count == 0 || flow.Transport != FlowTransport.Tcp)
        {
            return null;
        }
        var key = (flow.ResponderAddress, (int)flow.ResponderPort);
        if (
            !_expected.TryGetValue(key, out var entry)
            || now - entry.Since > Patience
            || (entry.Flow.Originator is { } originator && originator != flow.OriginatorAddress)
        )
        {
            return null;
        }
        _expected.Remove(key);
        return entry.Flow;
    }
}
