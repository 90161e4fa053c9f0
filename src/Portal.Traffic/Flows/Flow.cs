using Portal.Traffic.Packets;
using Portal.Traffic.Records;

namespace Portal.Traffic.Flows;

/// <summary>The state of one flow: who, when, how much, and how it went.</summary>
internal sealed class Flow
{
    private FlowSide _originator = new() { Payload = -1 };
    private FlowSide _responder = new() { Payload = -1 };
    private ConnectionId? _id;
    private string? _uid;
    private List<string>? _services;
    private List<string>? _weirds;
    private string? _carrier;
    private int _carrierChanges;

    public required FlowKey Key { get; init; }
    public required FlowTransport Transport { get; init; }
    public required IpAddress OriginatorAddress { get; set; }
    public required ushort OriginatorPort { get; set; }
    public required IpAddress ResponderAddress { get; set; }
    public required ushort ResponderPort { get; set; }
    public required FrameStamp Start { get; init; }
    public required long LastTime { get; set; }
    public required long LastFrame { get; set; }

    /// <summary>Flows are numbered as they begin.</summary>
    public required long Order { get; init; }
    public bool IsRemoved { get; set; }

    /// <summary>Nanoseconds; 0 while there is none.</summary>
    public long InactivityTimeout { get; set; }
    public FlowTimer Timer = new();

    /// <summary>When the table looks at the flow next.</summary>
    public long WakeAt { get; set; } = FlowTimer.Never;

    /// <summary>Neighbours in the order of last activity.</summary>
    public Flow? Older { get; set; }
    public Flow? Newer { get; set; }
    public FlowHistory History { get; } = new();
    public long MissedBytes { get; set; }
    public TcpSession? Tcp { get; set; }
    public FlowAnalysis? Analysis { get; set; }

    /// <summary>Identifiers of the flows or tunnels that carried this one; null outside tunnels.</summary>
    public List<string>? TunnelParents { get; set; }

    public IReadOnlyList<string>? Services => _services;

    public ConnectionId Id =>
        _id ??= new ConnectionId(
            OriginatorAddress.ToString(),
            OriginatorPort,
            ResponderAddress.ToString(),
            ResponderPort
        );

    public string Uid => _uid ??= FlowUid.Of(Key, Start);

    public bool HasWeirds => _weirds is not null;

    /// <summary>False when the flow had it already, or has enough.</summary>
    public bool NoteWeird(string name)
    {
        // Names that analyzers put together from bytes could be without end.
        const int MaxWeirds = 64;
        _weirds ??= [];
        if (_weirds.Count == MaxWeirds || _weirds.Contains(name))
        {
            return false;
        }
        _weirds.Add(name);
        return true;
    }

    public Side SideOf(IpAddress source, ushort sourcePort) =>
        source == OriginatorAddress && sourcePort == OriginatorPort ? Side.Originator : Side.Responder;

    public ref FlowSide Of(Side side) => ref side == Side.Originator ? ref _originator : ref _responder;

    public void Count(Side side, int ipTotalLength)
    {
        ref var counts = ref Of(side);
        counts.Packets++;
        counts.IpBytes += ipTotalLength;
    }

    public void CountPayload(Side side, int bytes)
    {
        ref var counts = ref Of(side);
        counts.Payload = counts.Payload < 0 ? bytes : counts.Payload + bytes;
    }

    public void AddService(string service)
    {
        _services ??= [];
        if (!_services.Contains(service))
        {
            _services.Add(service);
        }
    }

    public void RemoveService(string service)
    {
        _services?.Remove(service);
        _services = _services is { Count: 0 } ? null : _services;
    }

    /// <summary>The last packet came through this tunnel too; null is none.</summary>
    public bool IsCarriedBy(string? uid) => uid == _carrier;

    /// <summary>Notes that another tunnel carried a packet; true when it has changed more often than is worth following.</summary>
    public bool NoteCarrier(string? uid)
    {
        const int MaxChanges = 5; // Zeek's Tunnel::max_changes_per_connection
        var isFirst = _originator.Packets + _responder.Packets == 0;
        _carrier = uid;
        _carrierChanges += isFirst ? 0 : 1;
        if (uid is not null)
        {
            TunnelParents ??= [];
            if (_carrierChanges <= MaxChanges && !TunnelParents.Contains(uid))
            {
                TunnelParents.Add(uid);
            }
        }
        return _carrierChanges == MaxChanges + 1;
    }

    /// <summary>The side that answered turns out to have asked.</summary>
    public void FlipRoles()
    {
        (OriginatorAddress, ResponderAddress) = (ResponderAddress, OriginatorAddress);
        (OriginatorPort, ResponderPort) = (ResponderPort, OriginatorPort);
        if (Transport != FlowTransport.Udp || _originator.Packets + _responder.Packets != 1)
        {
            // A lone answer stays counted for the originator, as in Zeek.
            (_originator, _responder) = (_responder, _originator);
        }
        _id = null;
        Tcp?.FlipRoles();
        History.AddFlip();
    }
}
