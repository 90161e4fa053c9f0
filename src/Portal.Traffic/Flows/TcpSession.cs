using Portal.Traffic.Packets;

namespace Portal.Traffic.Flows;

/// <summary>
/// Follows a TCP connection as Zeek does: the state of both sides, the history letters, the bytes by sequence numbers, and
/// the reassembled streams. Behaviour that conn_state, history and byte counts depend on is documented in Zeek's
/// conn.log reference; RFC 9293 is the protocol itself.
/// </summary>
internal sealed class TcpSession(Flow flow, FlowEnvironment environment) : IStreamConsumer
{
    /// <summary>A jump in sequence numbers larger than this is not believed from a SYN or RST.</summary>
    private const int TooLargeJump = 1 << 20;

    /// <summary>Data that nobody acknowledges beyond this is not kept.</summary>
    private const int MaxUnacknowledgedWindow = 16384;

    private bool _hasSeenOriginator;
    private bool _hasSeenResponder;
    private bool _isPartial;
    private bool _isActive = true;
    private bool _isCloseDeferred;
    private bool _isDeferredCloseReported;

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
        BeginEndpoint(endpoint, flags, packet.TcpSequence, segmentLength);
        var sequence = endpoint.ToRelative(packet.TcpSequence, endpoint.Last);
        var isBeforeStart = sequence < 0;
        if (isBeforeStart && !flags.Has(TcpFlags.Rst))
        {
            Weird("TCP_seq_underflow_or_misorder");
        }

        TcpHistory.Note(flow.History, endpoint, flags, sequence, length);
        TcpWindow.Note(flow, this, endpoint, peer, packet);
        if (!AreBothClosed)
        {
            flow.LastTime = frame.Time;
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

        var acknowledged = flags.Has(TcpFlags.Ack) ? TakeAcknowledgment(packet, endpoint, peer) : 0;
        var advance = AdvanceLast(endpoint, packet.TcpSequence + (uint)segmentLength, flags, length);
        var close = new TcpTransitions(flow, this).Apply(endpoint, peer, packet, length, advance, frame.Time);
        if (flags.Has(TcpFlags.Ack))
        {
            AcknowledgeStream(peer, acknowledged, frame);
        }
        NoteSeen(side);

        if (length > 0 && !flags.Has(TcpFlags.Rst) && !isBeforeStart)
        {
            TakeData(packet, endpoint, flags.Has(TcpFlags.Syn) ? sequence + 1 : sequence, frame);
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
        if (flow.LastTime + environment.Timeouts.TcpConnectionLinger >= now)
        {
            return false;
        }
        var isAnyResetOrSilent =
            Originator.State is TcpState.Reset or TcpState.Inactive
            || Responder.State is TcpState.Reset or TcpState.Inactive;
        return (HasEitherClosed && (AreBothClosed || isAnyResetOrSilent)) || !hasEitherBegun;
    }

    public void Release()
    {
        Originator.Reassembler?.Release();
        Responder.Reassembler?.Release();
    }

    void IStreamConsumer.OnStream(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame) =>
        environment.AnalysisOf(flow)?.OnStream(side, bytes, frame);

    void IStreamConsumer.OnStreamGap(Side side, long bytes, FrameStamp frame)
    {
        // Elsewhere gaps come from sequence numbers that cannot be trusted: RSTs, unseen beginnings.
        if (Originator.IsClean && Responder.IsClean)
        {
            flow.MissedBytes += bytes;
            if (Of(side).Gaps.Add())
            {
                flow.History.Add(side, 'G');
            }
        }
        environment.AnalysisOf(flow)?.OnStreamGap(side, bytes, frame);
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

    internal void Weird(string name) => environment.Weird(flow, name);

    internal void BeginAttempt(long time) => flow.Timer.Attempt = time + environment.Timeouts.TcpAttemptDelay;

    internal void SetState(TcpEndpoint endpoint, TcpEndpoint peer, TcpState state)
    {
        var wasHandshake = endpoint.IsHandshake && peer.IsHandshake;
        endpoint.SetState(state);
        if (wasHandshake && !endpoint.IsHandshake)
        {
            FlowEnvironment.SetInactivity(flow, environment.Timeouts.TcpInactivity);
        }
    }

    private TcpEndpoint Of(Side side) => side == Side.Originator ? Originator : Responder;

    private TcpEndpoint Peer(Side side) => side == Side.Originator ? Responder : Originator;

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

    private void BeginEndpoint(TcpEndpoint endpoint, TcpFlags flags, uint sequence, int segmentLength)
    {
        var isSyn = flags.Has(TcpFlags.Syn);
        switch (endpoint.State)
        {
            case TcpState.Inactive when isSyn:
                endpoint.Restart(sequence, segmentLength);
                break;
            case TcpState.Inactive:
                // Numbered as if a SYN had come before; the first packet is not a repetition.
                endpoint.Restart(sequence - 1, 1);
                break;
            case TcpState.SynSent or TcpState.SynAckSent when isSyn && sequence != endpoint.Start:
                Weird("SYN_seq_jump");
                endpoint.Restart(sequence, segmentLength);
                break;
            case TcpState.Established or TcpState.Partial when isSyn:
                if (endpoint.Size(Peer(endpoint.Side).State) > 0)
                {
                    Weird("SYN_inside_connection");
                }
                if (sequence != endpoint.Start)
                {
                    Weird("SYN_seq_jump");
                }
                endpoint.Restart(sequence, segmentLength);
                break;
            case TcpState.Reset when isSyn && endpoint.PreviousState == TcpState.Inactive:
                // The RST that set the numbers may have been forged.
                endpoint.Restart(sequence, segmentLength);
                break;
            default:
                break;
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

    private long TakeAcknowledgment(in Packet packet, TcpEndpoint endpoint, TcpEndpoint peer)
    {
        var flags = packet.TcpFlags;
        var number = packet.TcpAcknowledgment;
        if (peer.State == TcpState.Inactive)
        {
            var isPlain = !flags.Has(TcpFlags.Syn | TcpFlags.Fin | TcpFlags.Rst);
            if (isPlain && endpoint.State is TcpState.SynSent or TcpState.SynAckSent or TcpState.Established)
            {
                environment.WeirdIfFirst(flow, "possible_split_routing");
            }
            peer.Restart(number - 1, 0);
            return 1;
        }
        var relative = peer.ToRelative(number, peer.Acknowledged);
        if (relative < 0)
        {
            Weird("TCP_ack_underflow_or_misorder");
            return 0;
        }
        var advance = relative - peer.Acknowledged;
        var isBroken = number == 0 && advance > TooLargeJump;
        if (!flags.Has(TcpFlags.Rst) && !isBroken && advance > 0)
        {
            peer.AdvanceAcknowledged(relative);
        }
        return relative;
    }

    private int AdvanceLast(TcpEndpoint endpoint, uint end, TcpFlags flags, int length)
    {
        var advance = (int)(end - (uint)(endpoint.Start + endpoint.Last));
        var isControl = flags.Has(TcpFlags.Syn | TcpFlags.Rst);
        if (isControl && advance is > TooLargeJump or < -TooLargeJump)
        {
            return advance;
        }
        if (flags.Has(TcpFlags.Fin) && endpoint.Last == 1)
        {
            // Only SYN and FIN were captured: the stream may be longer than 2 GB, so the distance has no sign.
            endpoint.AdvanceLast(end - endpoint.Start);
        }
        else if (endpoint.State == TcpState.Reset)
        {
            return advance;
        }
        else if (advance > 0)
        {
            endpoint.AdvanceLast(endpoint.Last + advance);
        }
        else if (length > 0 && endpoint.Retransmissions.Add())
        {
            flow.History.Add(endpoint.Side, 'T');
        }
        return advance;
    }

    private void AcknowledgeStream(TcpEndpoint sender, long sequence, FrameStamp frame)
    {
        if (sender.FinCount > 0 && sequence >= sender.FinSequence)
        {
            sequence = sender.FinSequence - 1;
        }
        if (sequence <= 1 && sender.Reassembler is null)
        {
            return;
        }
        var reassembler = ReassemblerOf(sender);
        if (_isPartial && sequence <= 2 && reassembler.Delivered < sequence)
        {
            // The numbers are a guess; the first packet may have been a keep-alive one byte back.
            reassembler.StartAt(sequence);
            CheckEnd(sender, frame);
        }
        else if (reassembler.Acknowledge(sequence, frame))
        {
            CheckEnd(sender, frame);
        }
    }

    private TcpReassembler ReassemblerOf(TcpEndpoint endpoint) =>
        endpoint.Reassembler ??= new TcpReassembler(endpoint.Side, this, environment.Budget);

    private void TakeData(in Packet packet, TcpEndpoint endpoint, long sequence, FrameStamp frame)
    {
        if (packet.Payload.Length < packet.PayloadLength)
        {
            Weird("truncated_tcp_payload");
            environment.CountTruncated();
            return;
        }
        var reassembler = ReassemblerOf(endpoint);
        reassembler.Add(sequence, packet.Payload, frame);
        if (reassembler.IsSkipping)
        {
            return;
        }
        if (endpoint.HasNothingAcknowledged)
        {
            if (endpoint.Size(Peer(endpoint.Side).State) > MaxUnacknowledgedWindow)
            {
                // The other direction is not seen: nothing will ever be acknowledged.
                reassembler.TrimTo(reassembler.Delivered, frame);
            }
            if (reassembler.WaitingSpan > MaxUnacknowledgedWindow)
            {
                Weird("above_hole_data_without_any_acks");
                reassembler.StopDelivering();
            }
        }
        if (reassembler.UnacknowledgedBytes > environment.MaxUnacknowledgedBytes)
        {
            Weird("excessive_data_without_further_acks");
            reassembler.StopDelivering();
        }
    }

    private bool IsDataPending(TcpEndpoint endpoint)
    {
        var delivered = 1L;
        if (endpoint.Reassembler is { } reassembler)
        {
            if (reassembler.IsSkipping)
            {
                return false;
            }
            delivered = reassembler.Delivered;
        }
        if (endpoint.Last < delivered)
        {
            return false;
        }

        // A FIN takes one number after the data, a RST none.
        if (delivered != endpoint.Last - 1 && delivered != endpoint.Last)
        {
            return true;
        }
        return endpoint.State != TcpState.Reset && Peer(endpoint.Side).Reassembler is { HasUnacknowledged: true };
    }

    private void CheckEnd(TcpEndpoint endpoint, FrameStamp frame)
    {
        var isEnding = endpoint.FinCount > 0 || endpoint.State is TcpState.Closed or TcpState.Reset;
        if (endpoint.HasEnded || !isEnding || IsDataPending(endpoint))
        {
            return;
        }
        endpoint.HasEnded = true;
        flow.Analysis?.OnStreamEnd(endpoint.Side, frame);
        if (_isCloseDeferred)
        {
            Close(endpoint, _isDeferredCloseReported, frame);
            _isCloseDeferred = false;
        }
    }

    private void Close(TcpEndpoint endpoint, bool isReported, FrameStamp frame)
    {
        var peer = Peer(endpoint.Side);
        if (IsDataPending(endpoint))
        {
            if (!_isCloseDeferred)
            {
                flow.Timer.AddExpire(flow.LastTime + environment.Timeouts.TcpSessionTimer);
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
                flow.Timer.AddExpire(flow.LastTime + environment.Timeouts.TcpSessionTimer);
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
        flow.Timer.CancelTcp();
        flow.Timer.Delete = flow.LastTime + environment.Timeouts.TcpCloseDelay;
    }
}
