namespace Portal.Traffic.Protocols.Rfb;

/// <summary>RFB, the protocol of VNC (RFC 6143), recognised by its version message.</summary>
public sealed class RfbProtocol : IProtocol
{
    public string Name => "rfb";

    public Transports Transports => Transports.Tcp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes)
    {
        var start = "RFB "u8;
        if (!firstBytes.StartsWith(start[..Math.Min(start.Length, firstBytes.Length)]))
        {
            return Claim.No;
        }
        return firstBytes.Length < RfbVersion.MessageBytes ? Claim.NeedMore
            : RfbVersion.TryParse(firstBytes[..RfbVersion.MessageBytes], out _) ? Claim.Yes
            : Claim.No;
    }

    public IFlowAnalyzer Start(FlowContext flow) => new RfbAnalyzer(flow);
}
