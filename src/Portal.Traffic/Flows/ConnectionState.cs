using System.Buffers;

namespace Portal.Traffic.Flows;

/// <summary>Zeek's <c>conn_state</c> of a flow.</summary>
internal static class ConnectionState
{
    private static readonly SearchValues<char> s_openers = SearchValues.Create("HAFGIQ");

    public static string Of(Flow flow) =>
        flow.Transport switch
        {
            FlowTransport.Tcp when flow.Tcp is { } tcp => OfTcp(flow, tcp),
            FlowTransport.Udp => OfUdp(flow),
            _ => "OTH",
        };

    private static string OfUdp(Flow flow)
    {
        var hasAsked = flow.Of(Side.Originator).Payload >= 0;
        var hasAnswered = flow.Of(Side.Responder).Payload >= 0;
        return (hasAsked, hasAnswered) switch
        {
            (true, true) => "SF",
            (true, false) => "S0",
            (false, true) => "SHR",
            _ => "OTH",
        };
    }

    private static string OfTcp(Flow flow, TcpSession tcp)
    {
        var originator = tcp.Originator.State;
        var responder = tcp.Responder.State;
        var isOriginatorQuiet = originator is TcpState.Inactive or TcpState.Partial;
        var isResponderQuiet = responder is TcpState.Inactive or TcpState.Partial;
        if (responder == TcpState.Reset)
        {
            var isRejected =
                originator is TcpState.SynSent or TcpState.SynAckSent
                || (originator == TcpState.Reset && tcp.Size(Side.Originator) == 0 && tcp.Size(Side.Responder) == 0);
            return isRejected ? "REJ"
                : isOriginatorQuiet ? "RSTRH"
                : "RSTR";
        }
        if (originator == TcpState.Reset)
        {
            return !isResponderQuiet ? "RSTO"
                : IsSynThenReset(flow.History.ToString()) ? "RSTOS0"
                : "OTH";
        }
        return (originator, responder) switch
        {
            (TcpState.Closed, TcpState.Closed) => "SF",
            (TcpState.Closed, _) => isResponderQuiet ? "SH" : "S2",
            (_, TcpState.Closed) => isOriginatorQuiet ? "SHR" : "S3",
            (TcpState.SynSent, TcpState.Inactive) => "S0",
            (TcpState.Established, TcpState.Established) => "S1",
            _ => "OTH",
        };
    }

    /// <summary>A SYN, then a RST, and in between nothing of the originator that would have opened the connection.</summary>
    private static bool IsSynThenReset(string history)
    {
        var letters = history.AsSpan();
        if (letters is ['^', ..])
        {
            letters = letters[1..];
        }
        if (letters is not ['S', ..])
        {
            return false;
        }
        var reset = letters.IndexOf('R');
        return reset > 0 && letters[..reset].IndexOfAny(s_openers) < 0;
    }
}
