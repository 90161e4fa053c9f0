using Portal.Traffic.Packets;

namespace Portal.Traffic.Flows;

/// <summary>Where the numbers of a segment place both sides: their beginnings, what was sent and what acknowledged.</summary>
internal static class TcpSequencing
{
    /// <summary>A jump in sequence numbers larger than this is not believed from a SYN or RST.</summary>
    private const int TooLargeJump = 1 << 20;

    /// <summary>A first packet, or a SYN that begins the side's numbers anew.</summary>
    public static void Begin(TcpSession session, TcpEndpoint endpoint, TcpFlags flags, uint sequence, int segmentLength)
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
                session.Weird("SYN_seq_jump");
                endpoint.Restart(sequence, segmentLength);
                break;
            case TcpState.Established or TcpState.Partial when isSyn:
                if (endpoint.Size(session.Peer(endpoint.Side).State) > 0)
                {
                    session.Weird("SYN_inside_connection");
                }
                if (sequence != endpoint.Start)
                {
                    session.Weird("SYN_seq_jump");
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

    /// <summary>Takes the acknowledgment number for the other side; its relative value.</summary>
    public static long Acknowledge(TcpSession session, in Packet packet, TcpEndpoint endpoint, TcpEndpoint peer)
    {
        var flags = packet.TcpFlags;
        var number = packet.TcpAcknowledgment;
        if (peer.State == TcpState.Inactive)
        {
            var isPlain = !flags.Has(TcpFlags.Syn | TcpFlags.Fin | TcpFlags.Rst);
            if (isPlain && endpoint.State is TcpState.SynSent or TcpState.SynAckSent or TcpState.Established)
            {
                session.WeirdIfFirst("possible_split_routing");
            }
            peer.Restart(number - 1, 0);
            return 1;
        }
        var relative = peer.ToRelative(number, peer.Acknowledged);
        if (relative < 0)
        {
            session.Weird("TCP_ack_underflow_or_misorder");
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

    /// <summary>Moves the end of what a side has sent; how far, negative when it lies behind.</summary>
    public static int Advance(Flow flow, TcpEndpoint endpoint, uint end, TcpFlags flags, int length)
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
}
