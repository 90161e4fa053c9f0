namespace Portal.Traffic.Flows;

/// <summary>
/// One side of a TCP connection. Sequence numbers are kept relative to the side's first, in 64 bits, so that streams may
/// be longer than the 32-bit space; the SYN is 0 and the first data byte 1, with or without a SYN.
/// </summary>
internal sealed class TcpEndpoint(Side side)
{
    public Side Side { get; set; } = side;
    public TcpState State { get; private set; }
    public TcpState PreviousState { get; private set; }

    /// <summary>Absolute sequence number that counts as 0.</summary>
    public uint Start { get; private set; }

    /// <summary>One past the last sequence number that this side sent.</summary>
    public long Last { get; private set; }

    /// <summary>What the other side has acknowledged.</summary>
    public long Acknowledged { get; private set; }

    public uint FinCount { get; set; }
    public uint RstCount { get; set; }

    /// <summary>One past the FIN.</summary>
    public long FinSequence { get; set; }

    /// <summary>The end of this side has been reported.</summary>
    public bool HasClosed { get; set; }

    /// <summary>All data up to the FIN or RST has been passed on.</summary>
    public bool HasEnded { get; set; }

    public int WindowScale { get; set; }
    public uint Window { get; set; }
    public uint WindowSequence { get; set; }
    public uint WindowAcknowledgment { get; set; }
    public long HistoryLastSyn { get; set; }
    public long HistoryLastFin { get; set; }
    public long HistoryLastRst { get; set; }
    public ScaledCounter Retransmissions;
    public ScaledCounter ZeroWindows;
    public ScaledCounter Gaps;

    /// <summary>Null until the first data.</summary>
    public TcpReassembler? Reassembler { get; set; }

    public bool IsHandshake => State is TcpState.Inactive or TcpState.SynSent or TcpState.SynAckSent;

    /// <summary>Sent something and not closed.</summary>
    public bool IsActive => State != TcpState.Inactive && !HasClosed;

    /// <summary>Established, or closed after having been.</summary>
    public bool IsClean =>
        State == TcpState.Established || (State == TcpState.Closed && PreviousState == TcpState.Established);

    /// <summary>Nothing but perhaps the SYN has been acknowledged.</summary>
    public bool HasNothingAcknowledged => Acknowledged is 0 or 1;

    public void SetState(TcpState state)
    {
        if (state != State)
        {
            PreviousState = State;
            State = state;
        }
    }

    public void Restart(uint start, long last)
    {
        Start = start;
        Last = last;
        Acknowledged = 0;
    }

    public void AdvanceLast(long last) => Last = last;

    public void AdvanceAcknowledged(long sequence) => Acknowledged = sequence;

    /// <summary>Places a 32-bit sequence number near <paramref name="near"/>; negative when it lies before the start.</summary>
    public long ToRelative(uint sequence, long near) => near + (int)(sequence - (uint)(Start + near));

    /// <summary>Payload bytes by sequence numbers, without SYN and FIN.</summary>
    /// <param name="peerState">The other side's state.</param>
    public long Size(TcpState peerState)
    {
        if (
            PreviousState == TcpState.SynSent
            && State == TcpState.Reset
            && peerState == TcpState.Inactive
            && !HasNothingAcknowledged
        )
        {
            // A half-open connection was found and aborted: its sequence numbers say nothing of data.
            return 0;
        }
        var size = Math.Max(Last, Acknowledged);
        if (size != 0)
        {
            size--;
        }
        if (FinCount > 0 && size != 0)
        {
            size--;
        }
        return size;
    }
}
