using Portal.Traffic.Credentials;
using Portal.Traffic.Fields;
using Portal.Traffic.Files;
using Portal.Traffic.KeyLogs;
using Portal.Traffic.Packets;
using Portal.Traffic.Protocols;
using Portal.Traffic.Records;

namespace Portal.Traffic.Flows;

/// <summary>
/// Looks into the payload of one flow: keeps its first bytes until a protocol claims them, then feeds the analyzer of that
/// protocol. It is also what the analyzer knows of its flow. An error of a protocol ends that protocol for this flow.
/// </summary>
internal sealed class FlowAnalysis : FlowContext
{
    /// <summary>Upgrades of one flow to another protocol; CONNECT inside STARTTLS inside CONNECT is play or attack.</summary>
    private const int MaxHandOvers = 8;

    private readonly FlowEnvironment _environment;
    private readonly Flow _flow;
    private readonly ProtocolVote _vote;
    private readonly List<(string Name, IFlowAnalyzer Analyzer)> _retired = [];
    private readonly FlowAnalysis? _carrier;
    private List<FlowAnalysis>? _inner;
    private DetectionBuffer? _buffer;
    private IProtocol? _protocol; // null for an analyzer that was expected, not recognised
    private string _name = "";
    private IFlowAnalyzer? _analyzer;
    private FileTracker? _files;
    private ProtocolUpgrade? _upgrade;
    private bool _isGivenUp;
    private bool _isFinished;
    private int _handOvers;
    private long _shownFrame; // the frame whose bytes the analyzer is given now

    public FlowAnalysis(FlowEnvironment environment, Flow flow)
    {
        _environment = environment;
        _flow = flow;
        _vote = new ProtocolVote(
            environment.ProtocolsOver(flow.Transport),
            WellKnownPorts.Service(flow.Transport, flow.ResponderPort)
        );
    }

    /// <summary>Of a flow that another one announced: nobody needs to recognise it.</summary>
    public FlowAnalysis(FlowEnvironment environment, Flow flow, ExpectedFlow expected)
        : this(environment, flow)
    {
        _name = expected.Service;
        try
        {
            _analyzer = expected.Start(this);
        }
        catch (Exception exception)
        {
            NoteFailure(_name, exception);
        }
    }

    /// <summary>Of a stream inside the messages of the flow.</summary>
    private FlowAnalysis(FlowAnalysis carrier)
        : this(carrier._environment, carrier._flow)
    {
        _carrier = carrier;
        // One budget for both: a tunnel in a tunnel in a tunnel ends at the same depth as upgrades do.
        _handOvers = carrier._handOvers + 1;
        _isGivenUp = _handOvers > MaxHandOvers;
    }

    public override string Uid => _flow.Uid;
    public override ConnectionId Id => _flow.Id;
    public override Transports Transport => _flow.Transport == FlowTransport.Tcp ? Transports.Tcp : Transports.Udp;
    public override IpAddress OriginatorAddress => _flow.OriginatorAddress;
    public override IpAddress ResponderAddress => _flow.ResponderAddress;
    public override ProtocolUpgrade? Upgrade => _upgrade;

    public override bool IsLocal(IpAddress address) => _environment.Local.Contains(address);

    public override KeyLog? Keys => _environment.Options.Keys;

    public override void NoteDecrypted() => _environment.Counters.DecryptedSessions++;

    internal override bool IsShown => _environment.Options.Messages is not null;

    internal override void Show(MessageFields fields, Side side, ReadOnlySpan<byte> bytes, object? state = null) =>
        _environment.Options.Messages?.Add(_shownFrame, fields, side, bytes, state, ViewName);

    public override FrameStamp Now => _environment.Now;
    public override FrameStamp Start => _flow.Start;
    public override IRecordSink Records => _environment.Sink;
    public override FileTracker Files => _carrier?.Files ?? (_files ??= new FileTracker(_environment.Files, Uid, Id));

    /// <summary>Tells whoever looks at messages that the current frame belongs to a recognised protocol, even if it brings nothing new.</summary>
    public void NoteStream()
    {
        if (_analyzer is not null)
        {
            _environment.Options.Messages?.NoteStream(Now.Number, _name);
        }
    }

    public void OnStream(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame) =>
        Take(new Delivery(DeliveryKind.Data, side, bytes, 0, frame));

    public void OnStreamGap(Side side, long bytes, FrameStamp frame) =>
        Take(new Delivery(DeliveryKind.Gap, side, default, bytes, frame));

    public void OnStreamEnd(Side side, FrameStamp frame) =>
        Take(new Delivery(DeliveryKind.End, side, default, 0, frame));

    /// <summary>The flow is over.</summary>
    public void Finish()
    {
        if (_isFinished)
        {
            return;
        }
        _isFinished = true;
        Release();
        if (_analyzer is not null)
        {
            _retired.Add((_name, _analyzer));
            _analyzer = null;
        }
        foreach (var (name, analyzer) in _retired)
        {
            Call(name, analyzer, new Delivery(DeliveryKind.Done, Side.Originator, default, 0, Now));
        }
        _inner?.ForEach(inner => inner.Finish());
        try
        {
            FinishCarried();
        }
        catch (Exception exception)
        {
            NoteFailure("inner", exception);
        }
    }

    public override void Confirm(string service) => _environment.Confirm(_flow, service);

    public override void Weird(string name, string? additional = null, string? source = null) =>
        _environment.Weird(_flow, name, additional, source ?? NullIfEmpty(_name.ToUpperInvariant()));

    public override void Reject(string reason)
    {
        if (_analyzer is null)
        {
            return;
        }
        if (_protocol is not null)
        {
            _vote.Exclude(_protocol);
        }
        Retire();
    }

    public override void Violate(string service, string reason)
    {
        _flow.RemoveService(service);
        Reject(reason);
    }

    public override void HandOver()
    {
        Retire();
        ConsiderAfresh();
    }

    public override void HandOver(Side side, ReadOnlySpan<byte> rest)
    {
        HandOver();
        if (!rest.IsEmpty)
        {
            OnStream(side, rest, Now);
        }
    }

    public override void HandOver(Side side, ReadOnlySpan<byte> rest, ProtocolUpgrade upgrade)
    {
        _upgrade = upgrade;
        _vote.Prefer(upgrade.Protocol);
        HandOver(side, rest);
    }

    public override void NoteProxy(string kind) =>
        _environment.Tunnels.Discover(TunnelEnds.Of(_flow) with { OriginatorPort = 0 }, kind, uid: null);

    public override TState Shared<TState>() => _environment.Shared.Get<TState>();

    public override void FlipRoles()
    {
        _flow.FlipRoles();
        _files = null;
    }

    protected override CredentialLog OpenCredentials() =>
        _carrier?.Credentials ?? new CredentialLog(_environment.Options.SecretKey, Records);

    public override void Expect(ExpectedFlow expected) => _environment.Expected.Add(expected, Now.Time);

    public override InnerStream OpenInner()
    {
        var inner = new FlowAnalysis(this);
        (_inner ??= []).Add(inner);
        return new InnerStream(inner.OnStream, inner.OnStreamGap, inner.OnStreamEnd);
    }

    private void Take(in Delivery delivery)
    {
        if (_analyzer is not null)
        {
            Call(_name, _analyzer, delivery);
        }
        else if (!_isFinished)
        {
            if (IsUpgradeToTls(delivery))
            {
                ConsiderAfresh();
            }
            if (!_isGivenUp)
            {
                Consider(delivery);
            }
        }
    }

    /// <summary>
    /// A client hello (RFC 8446 §5.1) at the start of a segment after other bytes: STARTTLS, or a proxy's tunnel, inside a
    /// protocol that has no analyzer here. What follows is TLS whatever came before.
    /// </summary>
    private bool IsUpgradeToTls(in Delivery delivery) =>
        _flow.Transport == FlowTransport.Tcp
        && delivery.Kind == DeliveryKind.Data
        && (_isGivenUp || _buffer is { Count: > 0 })
        && delivery.Bytes is [0x16, 0x03, <= 4, _, _, 0x01, ..];

    private void ConsiderAfresh()
    {
        Release();
        _handOvers++;
        _isGivenUp = _handOvers > MaxHandOvers;
        _vote.Restart();
    }

    private void Consider(in Delivery delivery)
    {
        _buffer ??= new DetectionBuffer(_environment.Budget, _environment.Options.MaxDetectionBytes);
        if (!_buffer.TryAdd(delivery))
        {
            GiveUp();
            return;
        }
        if (delivery.Kind != DeliveryKind.Data)
        {
            return;
        }
        while (_analyzer is null && _buffer is not null && Ask(delivery) is { } protocol)
        {
            Begin(protocol);
        }
        if (_analyzer is null && _vote.IsHopeless)
        {
            GiveUp();
        }
    }

    /// <summary>Asks who claims what the side has sent: its stream so far, or this datagram.</summary>
    private IProtocol? Ask(in Delivery delivery)
    {
        var bytes = _flow.Transport == FlowTransport.Tcp ? _buffer!.Prefix(delivery.Side) : delivery.Bytes;
        while (_vote.Next(delivery.Side) is { } protocol)
        {
            var claim = Claim.No;
            try
            {
                claim = protocol.Claims(this, delivery.Side, bytes);
            }
            catch (Exception exception)
            {
                NoteFailure(protocol.Name, exception);
            }
            if (_vote.Record(delivery.Side, claim))
            {
                return protocol;
            }
        }
        return null;
    }

    /// <summary>Starts an analyzer and tells it what came so far; whatever it leaves goes to the others.</summary>
    private void Begin(IProtocol protocol)
    {
        var buffer = _buffer!;
        try
        {
            _analyzer = protocol.Start(this);
            (_protocol, _name) = (protocol, protocol.Name);
        }
        catch (Exception exception)
        {
            NoteFailure(protocol.Name, exception);
            _vote.Exclude(protocol);
            return;
        }
        var handOvers = _handOvers;
        _buffer = null;
        for (var i = 0; i < buffer.Count; i++)
        {
            var chunk = buffer[i];
            Take(new Delivery(chunk.Kind, chunk.Side, buffer.BytesOf(chunk), chunk.Missing, chunk.Frame));
            if (_analyzer is null && handOvers == _handOvers && !_isGivenUp)
            {
                // Rejected: the others may have all of it from the beginning.
                _buffer?.Dispose();
                _buffer = buffer;
                return;
            }
        }
        buffer.Dispose();
    }

    private void Call(string name, IFlowAnalyzer analyzer, in Delivery delivery)
    {
        if (delivery.Kind != DeliveryKind.Done)
        {
            _shownFrame = delivery.Frame.Number;
        }
        try
        {
            switch (delivery.Kind)
            {
                case DeliveryKind.Data:
                    _environment.Options.Messages?.NoteStream(_shownFrame, name);
                    analyzer.OnData(delivery.Side, delivery.Bytes, delivery.Frame);
                    break;
                case DeliveryKind.Gap:
                    analyzer.OnGap(delivery.Side, delivery.Missing, delivery.Frame);
                    break;
                case DeliveryKind.End:
                    analyzer.OnEnd(delivery.Side, delivery.Frame);
                    break;
                default:
                    analyzer.OnDone();
                    break;
            }
        }
        catch (Exception exception)
        {
            NoteFailure(name, exception);
            if (ReferenceEquals(analyzer, _analyzer))
            {
                _analyzer = null;
                GiveUp();
            }
        }
    }

    /// <summary>What bytes are called that are not in one piece in the frame.</summary>
    private string ViewName =>
        _carrier is { _name: "ssl" } ? "Decrypted TLS"
        : _carrier is not null ? "Unwrapped"
        : _flow.Transport == FlowTransport.Tcp ? "Reassembled TCP"
        : "Reassembled IP";

    private void NoteFailure(string name, Exception exception)
    {
        _environment.Counters.AnalyzerFailures++;
        _environment.Weird(_flow, "analyzer_failed", $"{name}: {exception.GetType().Name}", "portal");
    }

    private void Retire()
    {
        if (_analyzer is not null)
        {
            _retired.Add((_name, _analyzer));
        }
        (_analyzer, _protocol, _name) = (null, null, "");
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private void GiveUp()
    {
        _isGivenUp = true;
        Release();
    }

    private void Release()
    {
        _buffer?.Dispose();
        _buffer = null;
    }
}
