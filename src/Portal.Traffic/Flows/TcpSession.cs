using Portal.Traffic.Packets;

namespace Portal.Traffic.Flows;

/// <summary>
/// Follows a TCP connection as Zeek does: the state of both sides, the history letters, the bytes by sequence numbers, and
/// the reassembled streams. Behaviour that conn_state, history and byte counts depend on is documented in Zeek's
/// conn.log reference; RFC 9293 is the protocol itself.
/// </summary>
internal sealed class TcpSession
{
    private readonly Flow _flow;
    private readonly FlowEnvironment _environment;
    private readonly TcpStreams _streams;
    private bool _hasSeenOriginator;
    private bool _hasSeenResponder;
    private bool _isPartial;
    private bool _isActive = true;
    private bool _isCloseDeferred;
    private bool _isDeferredCloseReported;

    public TcpSession(Flow flow, FlowEnvironment environment)
    {
        _flow = flow;
        _environment = environment;
        _streams = new TcpStreams(flow, environment, this);
    }

    public TcpEndpoint Originator { get; private set; } = new(Side.Originator);
    public TcpEndpoint Responder { get; private set; } = new(Side.Responder);

    private bool AreBothClosed => Originator.HasClosed && Responder.HasClosed;

    private bool HasEitherClosed => Originator.HasClosed || Responder.HasClosed;

    public long Size(Side side) => Of(side).Size(Peer(side).State);

    public void Process(in Packet packet, Side side, FrameStamp frame)
    {
        var endpoint = Of(side);
        var peer = Peer(side);
        var flags = packet.TcpFlags;
        NotePartial(flags, side);

        var length = packet.PayloadLength;
        var segmentLength =
            (flags.Has(TcpFlags.Rst) ? 0 : length)
            + (flags.Has(TcpFlags.Syn) ? 1 : 0)
            + (flags.Has(TcpFlags.Fin) ? 1 : 0);
        TcpSequencing.Begin(this, endpoint, flags, packet.TcpSequence, segmentLength);
        var sequence = endpoint.ToRelative(packet.TcpSequence, endpoint.Last);
        var isBeforeStart = sequence < 0;
        if (isBeforeStart && !flags.Has(TcpFlags.Rst))
        {
            Weird("TCP_seq_underflow_or_misorder");
        }

        TcpHistory.Note(_flow.History, endpoint, flags, sequence, length);
        TcpWindow.Note(_flow, this, endpoint, peer, packet);
        if (!AreBothClosed)
        {
            _flow.LastTime = frame.Time;
        }
        if (flags.Has(TcpFlags.Syn))
        {
            NoteSyn(packet, endpoint, peer, length);
        }
        if (flags.Has(TcpFlags.Fin))
        {
            endpoint.FinCount++;
            endpoint.FinSequence = sequence + segmentLength;
        }
        if (flags.Has(TcpFlags.Rst))
        {
            endpoint.RstCount++;
        }

        var acknowledged = flags.Has(TcpFlags.Ack) ? TcpSequencing.Acknowledge(this, packet, endpoint, peer) : 0;
        var advance = TcpSequencing.Advance(_flow, endpoint, packet.TcpSequence + (uint)segmentLength, flags, length);
        var close = new TcpTransitions(_flow, this).Apply(endpoint, peer, packet, length, advance, frame.Time);
        if (flags.Has(TcpFlags.Ack))
        {
            if (_streams.Acknowledge(peer, acknowledged, _isPartial, frame))
            {
                CheckEnd(peer, frame);
            }
        }
        NoteSeen(side);

        if (length > 0 && !flags.Has(TcpFlags.Rst) && !isBeforeStart)
        {
            _streams.TakeData(packet, endpoint, flags.Has(TcpFlags.Syn) ? sequence + 1 : sequence, frame);
        }
        CheckEnd(endpoint, frame);
        if (close.IsClosing)
        {
            Close(endpoint, close.IsReported, frame);
        }
    }

    /// <summary>Whether a packet with the same endpoints opens a new connection rather than continuing this one.</summary>
    public bool IsReuse(in Packet packet)
    {
        var flags = packet.TcpFlags;
        if (!flags.Has(TcpFlags.Syn))
        {
            return false;
        }
        var opener = Originator;
        if (flags.Has(TcpFlags.Ack))
        {
            if (Originator.State != TcpState.Inactive)
            {
                return false;
            }
            opener = Responder;
        }
        if (!HasEitherClosed)
        {
            if (packet.TcpSequence == opener.Start)
            {
                return false;
            }
            var isReversal =
                !flags.Has(TcpFlags.Ack)
                && opener.State == TcpState.SynAckSent
                && Responder.State == TcpState.Inactive
                && packet.TcpSequence == Responder.Start;
            if (isReversal)
            {
                return false;
            }
            Weird(opener.State == TcpState.SynSent ? "SYN_seq_jump" : "active_connection_reuse");
        }
        return true;
    }

    public void Release() => _streams.Release();

    public void FlipRoles()
    {
        (Originator, Responder) = (Responder, Originator);
        Originator.Side = Side.Originator;
        Responder.Side = Side.Responder;
        Originator.Reassembler?.TurnTo(Side.Originator);
        Responder.Reassembler?.TurnTo(Side.Responder);
    }

    /// <summary>An opening SYN had its time to be answered.</summary>
    /// <returns>True when the flow is over.</returns>
    public bool IsAttemptOver() =>
        _isActive
        && Originator.State is TcpState.SynSent or TcpState.SynAckSent
        && Responder.State == TcpState.Inactive;

    /// <summary>
    /// The periodic look at a connection: null when it asks for no further look (it will when one side closes), else
    /// whether it is over.
    /// </summary>
    public bool? IsOver(long now)
    {
        var hasEitherBegun = Originator.State != TcpState.Inactive || Responder.State != TcpState.Inactive;
        if (!_isActive || (hasEitherBegun && !HasEitherClosed && !_isCloseDeferred))
        {
            return null;
        }
        if (_flow.LastTime + _environment.Timeouts.TcpConnectionLinger >= now)
        {
            return false;
        }
        var isAnyResetOrSilent =
            Originator.State is TcpState.Reset or TcpState.Inactive
            || Responder.State is TcpState.Reset or TcpState.Inactive;
        return (HasEitherClosed && (AreBothClosed || isAnyResetOrSilent)) || !hasEitherBegun;
    }

    /// <summary>The connection was aborted or never opened: no timers look at it any more.</summary>
    internal void Deactivate() => _isActive = false;

    internal void ForgetPartial(Side? seen)
    {
        _isPartial = false;
        if (seen is { } side)
        {
            NoteSeen(side);
        }
    }

    internal void Weird(string name) => _environment.Weird(_flow, name);

    internal void WeirdIfFirst(string name) => _environment.WeirdIfFirst(_flow, name);

    internal void BeginAttempt(long time) => _flow.Timer.Attempt = time + _environment.Timeouts.TcpAttemptDelay;

    internal void SetState(TcpEndpoint endpoint, TcpEndpoint peer, TcpState state)
    {
        var wasHandshake = endpoint.IsHandshake && peer.IsHandshake;
        endpoint.SetState(state);
        if (wasHandshake && !endpoint.IsHandshake)
        {
            FlowEnvironment.SetInactivity(_flow, _environment.Timeouts.TcpInactivity);
        }
    }

    internal TcpEndpoint Of(Side side) => side == Side.Originator ? Originator : Responder;

    internal TcpEndpoint Peer(Side side) => side == Side.Originator ? Responder : Originator;

    private void NotePartial(TcpFlags flags, Side side)
    {
        if (side == Side.Originator)
        {
            if (!_hasSeenOriginator)
            {
                _isPartial = !flags.Has(TcpFlags.Syn) || flags.Has(TcpFlags.Ack);
            }
        }
        else if (!_hasSeenResponder && !_isPartial)
        {
            _isPartial = !flags.Has(TcpFlags.Syn);
        }
    }

    private void NoteSeen(Side side)
    {
        if (side == Side.Originator)
        {
            _hasSeenOriginator = true;
        }
        else
        {
            _hasSeenResponder = true;
        }
    }

    private void NoteSyn(in Packet packet, TcpEndpoint endpoint, TcpEndpoint peer, int length)
    {
        var flags = packet.TcpFlags;
        if (flags.Has(TcpFlags.Rst))
        {
            Weird("TCP_christmas");
        }
        if (flags.Has(TcpFlags.Urg))
        {
            Weird("baroque_SYN");
        }
        if (length > 0)
        {
            Weird("SYN_with_data");
        }
        TcpWindow.Begin(endpoint, peer, packet);
    }

    private void CheckEnd(TcpEndpoint endpoint, FrameStamp frame)
    {
        var isEnding = endpoint.FinCount > 0 || endpoint.State is TcpState.Closed or TcpState.Reset;
        if (endpoint.HasEnded || !isEnding || _streams.IsPending(endpoint))
        {
            return;
        }
        endpoint.HasEnded = true;
        _flow.Analysis?.OnStreamEnd(endpoint.Side, frame);
        if (_isCloseDeferred)
        {
            Close(endpoint, _isDeferredCloseReported, frame);
            _isCloseDeferred = false;
        }
    }

    private void Close(TcpEndpoint endpoint, bool isReported, FrameStamp frame)
    {
        var peer = Peer(endpoint.Side);
        if (_streams.IsPending(endpoint))
        {
            if (!_isCloseDeferred)
            {
                _flow.Timer.AddExpire(_flow.LastTime + _environment.Timeouts.TcpSessionTimer);
            }
            _isCloseDeferred = true;
            _isDeferredCloseReported |= isReported;
            return;
        }
        _isCloseDeferred = false;
        if (endpoint.HasClosed)
        {
            return;
        }
        endpoint.HasClosed = true;
        var isComplete = endpoint.State == TcpState.Reset || peer.HasClosed || peer.State == TcpState.Inactive;
        if (!isComplete)
        {
            if (endpoint.PreviousState != TcpState.Inactive)
            {
                _flow.Timer.AddExpire(_flow.LastTime + _environment.Timeouts.TcpSessionTimer);
            }
            return;
        }
        if (endpoint.PreviousState != TcpState.Inactive || peer.State != TcpState.Inactive)
        {
            isReported |= _isDeferredCloseReported;
            _isDeferredCloseReported = false;
            if (isReported)
            {
                Deactivate();
            }
        }
        _flow.Timer.CancelTcp();
        _flow.Timer.Delete = _flow.LastTime + _environment.Timeouts.TcpCloseDelay;
    }
}
