namespace Portal.Traffic.Protocols.Sip;

/// <summary>The session initiation protocol (RFC 3261) over UDP and TCP.</summary>
public sealed class SipProtocol : IProtocol
{
    private const int Port = 5060;

    public string Name => "sip";

    public Transports Transports => Transports.Tcp | Transports.Udp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes)
    {
        if (flow.Transport == Transports.Udp && IsKeepAlive(firstBytes))
        {
            return Port == flow.ResponderPort || Port == flow.OriginatorPort ? Claim.NeedMore : Claim.No;
        }
        var text = firstBytes.TrimStart("\r\n"u8); // a keep-alive may come first, RFC 5626 §3.5.1
        var end = text.IndexOf((byte)'\n');
        if (end >= 0)
        {
            return SipStartLine.TryParse(text[..end].TrimEnd((byte)'\r'), out _) ? Claim.Yes : Claim.No;
        }
        return flow.Transport == Transports.Tcp && SipStartLine.MayBegin(text) ? Claim.NeedMore : Claim.No;
    }

    /// <summary>Empty lines (RFC 5626 §3.5.1), blanks or zeros keep the way through a translator open.</summary>
    public static bool IsKeepAlive(ReadOnlySpan<byte> datagram) => !datagram.ContainsAnyExcept("\r\n \0"u8);

    public IFlowAnalyzer Start(FlowContext flow) => new SipAnalyzer(flow);
}
