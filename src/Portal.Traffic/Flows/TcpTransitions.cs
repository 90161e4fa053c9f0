using System.Runtime.InteropServices;
using Portal.Traffic.Packets;

namespace Portal.Traffic.Flows;

/// <summary>The state machine of both sides of a connection: what a segment's flags make of them.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly ref struct TcpTransitions(Flow flow, TcpSession session)
{
    /// <summary>What a segment does to the connection.</summary>
    /// <param name="IsClosing">The sender closes its side.</param>
    /// <param name="IsReported">It does so in an orderly way.</param>
    [StructLayout(LayoutKind.Auto)]
    public readonly record struct Closing(bool IsClosing, bool IsReported);

    public Closing Apply(TcpEndpoint endpoint, TcpEndpoint peer, in Packet packet, int length, int advance, long time)
    {
        switch (endpoint.State)
        {
            case TcpState.Inactive:
                return FromInactive(endpoint, peer, packet, length, time);
            case TcpState.SynSent:
            case TcpState.SynAckSent:
                return FromSynSent(endpoint, peer, packet.TcpFlags, length);
            case TcpState.Established:
            case TcpState.Partial:
                return FromEstablished(endpoint, peer, packet.TcpFlags);
            case TcpState.Closed:
                return FromClosed(endpoint, peer, packet.TcpFlags, advance);
            default:
                FromReset(packet.TcpFlags, length);
                return default;
        }
    }

    private Closing FromInactive(TcpEndpoint endpoint, TcpEndpoint peer, in Packet packet, int length, long time)
    {
        var flags = packet.TcpFlags;
        Closing closing = default;
        if (flags.Has(TcpFlags.Syn))
        {
            OpenWithSyn(endpoint, peer, packet, time);
        }
        if (flags.Has(TcpFlags.Fin))
        {
            session.SetState(endpoint, peer, TcpState.Closed);
            closing = new Closing(IsClosing: true, IsReported: true);
            if (peer.State != TcpState.Partial && !flags.Has(TcpFlags.Syn))
            {
                session.Weird("spontaneous_FIN");
            }
        }
        if (flags.Has(TcpFlags.Rst))
        {
            session.SetState(endpoint, peer, TcpState.Reset);
            var isRejection =
                endpoint.Side == Side.Originator
                    ? peer.State == TcpState.Established
                    : peer.State is TcpState.SynSent or TcpState.SynAckSent;
            closing = new Closing(IsClosing: true, IsReported: !isRejection);
            if (!isRejection && peer.State == TcpState.Inactive)
            {
                session.Weird("spontaneous_RST");
            }
        }
        if (endpoint.State == TcpState.Inactive)
        {
            OpenWithoutSyn(endpoint, peer, flags, length);
        }
        return closing;
    }

    private void OpenWithSyn(TcpEndpoint endpoint, TcpEndpoint peer, in Packet packet, long time)
    {
        var isAck = packet.TcpFlags.Has(TcpFlags.Ack);
        if (endpoint.Side == Side.Originator)
        {
            if (isAck)
            {
                session.Weird("connection_originator_SYN_ack");
            }
            session.SetState(endpoint, peer, isAck ? TcpState.SynAckSent : TcpState.SynSent);
            session.BeginAttempt(time);
            return;
        }
        if (isAck)
        {
            var acknowledged = (int)(packet.TcpAcknowledgment - peer.Start);
            if (
                peer.State is not (TcpState.Inactive or TcpState.Partial)
                && (acknowledged < 0 || acknowledged > peer.Last)
            )
            {
                session.Weird("bad_SYN_ack");
            }
        }
        else if (peer.State == TcpState.SynAckSent && packet.TcpSequence == endpoint.Start)
        {
            // SYN and SYN-ACK were captured in the wrong order: the one who seemed to answer has asked.
            flow.FlipRoles();
            session.SetState(peer, endpoint, TcpState.Established);
            session.ForgetPartial(Side.Originator);
        }
        else
        {
            session.Weird("simultaneous_open");
        }
        if (peer.State == TcpState.SynSent)
        {
            session.SetState(peer, endpoint, TcpState.Established);
        }
        else if (peer.State == TcpState.Inactive)
        {
            session.Weird("unsolicited_SYN_response");
        }
        session.SetState(endpoint, peer, TcpState.Established);
    }

    private void OpenWithoutSyn(TcpEndpoint endpoint, TcpEndpoint peer, TcpFlags flags, int length)
    {
        if (endpoint.Side == Side.Responder && length == 0 && session.Originator.State == TcpState.SynSent)
        {
            // Some stacks acknowledge a SYN before they answer it.
            return;
        }
        if (flags.Has(TcpFlags.Ack) && peer.State == TcpState.Established)
        {
            // Only the SYN was missed.
            session.SetState(endpoint, peer, TcpState.Established);
            session.ForgetPartial(endpoint.Side);
            return;
        }
        session.SetState(endpoint, peer, TcpState.Partial);
    }

    private Closing FromSynSent(TcpEndpoint endpoint, TcpEndpoint peer, TcpFlags flags, int length)
    {
        Closing closing = default;
        if (flags.Has(TcpFlags.Fin))
        {
            if (peer.State is TcpState.Inactive or TcpState.SynSent)
            {
                session.Weird("inappropriate_FIN");
            }
            session.SetState(endpoint, peer, TcpState.Closed);
            closing = new Closing(IsClosing: true, IsReported: true);
        }
        if (flags.Has(TcpFlags.Rst))
        {
            session.SetState(endpoint, peer, TcpState.Reset);
            session.Deactivate();
            return closing with { IsClosing = true };
        }
        if (length > 0)
        {
            session.Weird("data_before_established");
        }
        return closing;
    }

    private Closing FromEstablished(TcpEndpoint endpoint, TcpEndpoint peer, TcpFlags flags)
    {
        var isSynOnly = (flags & (TcpFlags.Syn | TcpFlags.Ack)) == TcpFlags.Syn;
        if (isSynOnly && endpoint.State == TcpState.Partial && peer.State == TcpState.Inactive)
        {
            session.Weird("SYN_after_partial");
            session.SetState(endpoint, peer, TcpState.SynSent);
        }
        if (flags.Has(TcpFlags.Rst))
        {
            session.SetState(endpoint, peer, TcpState.Reset);
            if (peer.State != TcpState.Reset || peer.PreviousState != TcpState.Established)
            {
                session.Deactivate();
            }
            return new Closing(IsClosing: true, IsReported: false);
        }
        if (!flags.Has(TcpFlags.Fin))
        {
            return default;
        }
        session.SetState(endpoint, peer, TcpState.Closed);
        if (peer.State == TcpState.Reset && peer.PreviousState == TcpState.Closed)
        {
            // FIN, then RST from the other side: it had ended in order after all.
            session.SetState(peer, endpoint, TcpState.Closed);
        }
        return new Closing(IsClosing: true, IsReported: true);
    }

    private Closing FromClosed(TcpEndpoint endpoint, TcpEndpoint peer, TcpFlags flags, int advance)
    {
        if (flags.Has(TcpFlags.Syn))
        {
            session.Weird("SYN_after_close");
        }
        if (flags.Has(TcpFlags.Fin) && advance > 0)
        {
            session.Weird("FIN_advanced_last_seq");
        }
        if (!flags.Has(TcpFlags.Rst) || peer.State == TcpState.Closed)
        {
            return default;
        }
        session.SetState(endpoint, peer, TcpState.Reset);
        return new Closing(IsClosing: !endpoint.HasClosed, IsReported: false);
    }

    private void FromReset(TcpFlags flags, int length)
    {
        if (flags.Has(TcpFlags.Syn))
        {
            session.Weird("SYN_after_reset");
        }
        if (flags.Has(TcpFlags.Fin))
        {
            session.Weird("FIN_after_reset");
        }
        if (length > 0 && !flags.Has(TcpFlags.Rst))
        {
            session.Weird("data_after_reset");
        }
    }
}
