namespace Portal.Traffic.Protocols.Socks;

/// <summary>SOCKS 4, 4a and 5, recognised by a client's first message, which stands alone.</summary>
public sealed class SocksProtocol : IProtocol
{
    public string Name => "socks";

    public Transports Transports => Transports.Tcp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes)
    {
        if (side == Side.Responder)
        {
            return Claim.No;
        }
        return firstBytes switch
        {
            [5, ..] => ClaimsMethods(firstBytes),
            [4, ..] => SocksRequest.TryParse4(firstBytes, out var request) switch
            {
                null => Claim.NeedMore,
                true when request.Length == firstBytes.Length => Claim.Yes,
                _ => Claim.No,
            },
            _ => Claim.No,
        };
    }

    public IFlowAnalyzer Start(FlowContext flow) => new SocksAnalyzer(flow);

    /// <summary>RFC 1928 §3: version, count, and as many methods; the client waits for an answer to them.</summary>
    private static Claim ClaimsMethods(ReadOnlySpan<byte> bytes)
    {
        const int MaxMethods = 16; // IANA has assigned ten
        if (bytes.Length < 2)
        {
            return Claim.NeedMore;
        }
        var methods = bytes[2..];
        if (
            bytes[1] is 0 or > MaxMethods
            || methods.Length > bytes[1]
            || methods.ContainsAnyInRange((byte)10, (byte)0x7F)
        )
        {
            return Claim.No;
        }
        return methods.Length < bytes[1] ? Claim.NeedMore : Claim.Yes;
    }
}
