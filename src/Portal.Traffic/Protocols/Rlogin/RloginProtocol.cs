namespace Portal.Traffic.Protocols.Rlogin;

/// <summary>rlogin (RFC 1282), recognised by how it opens: <c>00 user 00 user 00 terminal/speed 00</c>.</summary>
public sealed class RloginProtocol : IProtocol
{
    /// <summary>Names and terminals are short; BSD's server reads 512 bytes.</summary>
    private const int MaxBytes = 512;

    public string Name => "rlogin";

    public Transports Transports => Transports.Tcp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes)
    {
        if (side == Side.Responder || firstBytes is not [0, ..] || firstBytes.Length > MaxBytes)
        {
            return Claim.No;
        }
        var rest = firstBytes[1..];
        for (var text = 0; text < 3; text++)
        {
            var end = rest.IndexOf((byte)0);
            var word = end < 0 ? rest : rest[..end];
            if (word.ContainsAnyExceptInRange((byte)' ', (byte)'~') || (end == 0 && text > 0))
            {
                return Claim.No;
            }
            if (end < 0)
            {
                return Claim.NeedMore;
            }
            if (text == 2 && word.IndexOf((byte)'/') < 1)
            {
                return Claim.No;
            }
            rest = rest[(end + 1)..];
        }
        return rest.IsEmpty ? Claim.Yes : Claim.No;
    }

    public IFlowAnalyzer Start(FlowContext flow) => new RloginAnalyzer(flow);
}
