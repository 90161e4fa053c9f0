namespace Portal.Traffic.Protocols.Xmpp;

/// <summary>
/// XMPP, the protocol of Jabber (RFC 6120), recognised by the name of the streams that both sides open. Messages are not
/// read; what follows STARTTLS is.
/// </summary>
public sealed class XmppProtocol : IProtocol
{
    /// <summary>The declaration and the stream's opening tag with its attributes, of which the namespace is one.</summary>
    private const int PatienceBytes = 1024;

    public string Name => "xmpp";

    public Transports Transports => Transports.Tcp;

    /// <summary>RFC 6120 §4.7: the opening tag is in the namespace of streams, with or without an XML declaration before it.</summary>
    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes)
    {
        if (!Begins(firstBytes, "<?xml"u8) && !Begins(firstBytes, "<stream:stream"u8))
        {
            return Claim.No;
        }
        var looked = firstBytes[..Math.Min(firstBytes.Length, PatienceBytes)];
        if (looked.IndexOf("http://etherx.jabber.org/streams"u8) >= 0)
        {
            return Claim.Yes;
        }
        return looked.Length < PatienceBytes ? Claim.NeedMore : Claim.No;
    }

    public IFlowAnalyzer Start(FlowContext flow) => new XmppAnalyzer(flow);

    private static bool Begins(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> start) =>
        bytes.StartsWith(start[..Math.Min(start.Length, bytes.Length)]);
}
