namespace Portal.Traffic.Protocols.Rdp;

/// <summary>The Remote Desktop Protocol (MS-RDPBCGR) over TCP, up to the point where it is encrypted.</summary>
public sealed class RdpProtocol : IProtocol
{
    public string Name => "rdp";

    public Transports Transports => Transports.Tcp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes)
    {
        if (side == Side.Responder)
        {
            return Claim.No;
        }
        if (firstBytes.Length < TpktStream.HeaderBytes + ConnectionRequest.HeaderBytes)
        {
            return firstBytes is [TpktStream.Version, 0, ..] or [TpktStream.Version] ? Claim.NeedMore : Claim.No;
        }
        if (firstBytes is not [TpktStream.Version, 0, var high, var low, .. var rest])
        {
            return Claim.No;
        }
        var length = ((high << 8) | low) - TpktStream.HeaderBytes;
        if (rest[1] != ConnectionRequest.Type || rest[0] != length - 1)
        {
            return Claim.No;
        }
        if (rest.Length < length)
        {
            return Claim.NeedMore;
        }
        // Industrial protocols connect the same way (RFC 1006): only what follows the fixed part tells them apart.
        return
            ConnectionRequest.TryParse(rest[..length], out var request)
            && (request.HasNegotiation || request.HasToken || flow.ResponderPort == 3389)
            ? Claim.Yes
            : Claim.No;
    }

    public IFlowAnalyzer Start(FlowContext flow) => new RdpAnalyzer(flow);
}
