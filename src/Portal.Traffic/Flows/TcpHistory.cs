using Portal.Traffic.Packets;

namespace Portal.Traffic.Flows;

/// <summary>The history letters that the flags of a TCP segment give (Zeek's conn.log, column <c>history</c>).</summary>
internal static class TcpHistory
{
    public static void Note(FlowHistory history, TcpEndpoint endpoint, TcpFlags flags, long sequence, int length)
    {
        switch (flags & (TcpFlags.Syn | TcpFlags.Fin | TcpFlags.Rst))
        {
            case TcpFlags.None when length > 0:
                history.CheckSeen(endpoint.Side, HistoryBit.Data, 'D');
                break;
            case TcpFlags.None when flags.Has(TcpFlags.Ack):
                history.CheckSeen(endpoint.Side, HistoryBit.Ack, 'A');
                break;
            case TcpFlags.None:
                break;
            case TcpFlags.Syn:
                var letter = flags.Has(TcpFlags.Ack) ? 'H' : 'S';
                Repeat(history, endpoint, HistoryBit.Syn, letter, sequence != endpoint.HistoryLastSyn);
                endpoint.HistoryLastSyn = sequence;
                break;
            case TcpFlags.Fin:
                Repeat(history, endpoint, HistoryBit.Fin, 'F', sequence + length != endpoint.HistoryLastFin);
                endpoint.HistoryLastFin = sequence + length;
                break;
            case TcpFlags.Rst:
                Repeat(history, endpoint, HistoryBit.Rst, 'R', sequence != endpoint.HistoryLastRst);
                endpoint.HistoryLastRst = sequence;
                break;
            case var many when many.Has(TcpFlags.Fin) && many.Has(TcpFlags.Rst):
                history.CheckSeen(endpoint.Side, HistoryBit.FinAndRst, 'I');
                break;
            default:
                history.CheckSeen(endpoint.Side, HistoryBit.ManyFlags, 'Q');
                break;
        }
    }

    /// <summary>These letters come again when the sequence number has changed.</summary>
    private static void Repeat(FlowHistory history, TcpEndpoint endpoint, HistoryBit bit, char letter, bool hasMoved)
    {
        if (history.CheckSeen(endpoint.Side, bit, letter) && hasMoved)
        {
            history.Add(endpoint.Side, letter);
        }
    }
}
