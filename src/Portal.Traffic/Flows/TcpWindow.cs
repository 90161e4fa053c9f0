using Portal.Traffic.Packets;

namespace Portal.Traffic.Flows;

/// <summary>Receive windows: zero windows (history <c>W</c>) and windows that shrink (RFC 9293 §3.8.6).</summary>
internal static class TcpWindow
{
    /// <summary>Takes the window scale that a SYN offers (RFC 7323 §2.3).</summary>
    public static void Begin(TcpEndpoint endpoint, TcpEndpoint peer, in Packet packet)
    {
        if (TcpLayer.WindowScale(packet.TcpOptions) is not { } scale)
        {
            endpoint.WindowScale = 0;
            if (packet.TcpFlags.Has(TcpFlags.Ack))
            {
                peer.WindowScale = 0;
            }
            return;
        }
        endpoint.WindowScale = scale;
        endpoint.WindowSequence = packet.TcpSequence;
        endpoint.WindowAcknowledgment = packet.TcpAcknowledgment;
        peer.WindowSequence = packet.TcpAcknowledgment;
        peer.WindowAcknowledgment = packet.TcpSequence;
    }

    public static void Note(Flow flow, TcpSession session, TcpEndpoint endpoint, TcpEndpoint peer, in Packet packet)
    {
        var window = (uint)packet.TcpWindow << endpoint.WindowScale;
        var isReset = packet.TcpFlags.Has(TcpFlags.Rst);

        // With or after a RST, or when the other side has nothing more to send, a zero window means nothing.
        var isZeroWorthNoting =
            window == 0 && !isReset && peer.State != TcpState.Closed && endpoint.State != TcpState.Reset;
        if (isZeroWorthNoting && endpoint.ZeroWindows.Add())
        {
            flow.History.Add(endpoint.Side, 'W');
        }

        var isControl = packet.TcpFlags.Has(TcpFlags.Syn | TcpFlags.Fin | TcpFlags.Rst);
        if (isControl || endpoint.State is TcpState.Closed or TcpState.Reset)
        {
            return;
        }
        var isNewer =
            (int)(packet.TcpSequence - endpoint.WindowSequence) >= 0
            && (int)(packet.TcpAcknowledgment - endpoint.WindowAcknowledgment) >= 0;
        if (!isNewer)
        {
            return;
        }
        var advance = (int)(packet.TcpAcknowledgment + window - (endpoint.WindowAcknowledgment + endpoint.Window));
        if (advance < 0 && -(long)advance >= 1L << endpoint.WindowScale)
        {
            session.Weird("window_recision");
        }
        endpoint.Window = window;
        endpoint.WindowAcknowledgment = packet.TcpAcknowledgment;
        endpoint.WindowSequence = packet.TcpSequence;
    }
}
