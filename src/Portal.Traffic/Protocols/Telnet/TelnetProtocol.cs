namespace Portal.Traffic.Protocols.Telnet;

/// <summary>Telnet (RFC 854), recognised by the negotiation of options that opens a session. Of its text only logons are looked for.</summary>
public sealed class TelnetProtocol : IProtocol
{
    private const byte InterpretAsCommand = 0xFF;
    private const int NegotiationBytes = 3;

    /// <summary>The last option that IANA assigned below the experimental ones.</summary>
    private const byte MaxOption = 140;

    public string Name => "telnet";

    public Transports Transports => Transports.Tcp;

    /// <summary>One negotiation is enough on the port, two elsewhere.</summary>
    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes)
    {
        var needed = flow.ResponderPort is 23 or 2323 ? 1 : 2;
        for (var i = 0; i < needed; i++)
        {
            var rest = firstBytes[Math.Min(firstBytes.Length, i * NegotiationBytes)..];
            var isPossible = rest switch
            {
                [] => true,
                [InterpretAsCommand] => true,
                [InterpretAsCommand, >= 0xFB and <= 0xFE] => true,
                [InterpretAsCommand, >= 0xFB and <= 0xFE, <= MaxOption or 0xFF, ..] => true,
                _ => false,
            };
            if (!isPossible || rest.Length < NegotiationBytes)
            {
                return isPossible ? Claim.NeedMore : Claim.No;
            }
        }
        return Claim.Yes;
    }

    public IFlowAnalyzer Start(FlowContext flow) => new TelnetAnalyzer(flow);
}
