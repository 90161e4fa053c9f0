namespace Portal.Traffic.Protocols.Syslog;

/// <summary>Syslog over UDP and TCP (RFC 3164, RFC 5424, RFC 6587).</summary>
public sealed class SyslogProtocol : IProtocol
{
    private const int Port = 514;
    private const int SecurePort = 601;

    public string Name => "syslog";

    public Transports Transports => Transports.Tcp | Transports.Udp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes)
    {
        if (flow.Transport == Transports.Udp)
        {
            // A known priority on another port is syslog too; without one only the port tells.
            var isTelling = SyslogMessage.TryParse(firstBytes, out var message) && message.Facility is not null;
            return flow.ResponderPort == Port || isTelling && HasText(firstBytes[message.TextOffset..])
                ? Claim.Yes
                : Claim.No;
        }
        var digits = SyslogStream.LeadingDigits(firstBytes);
        var rest = digits is > 0 and < 6 && firstBytes.Length > digits ? firstBytes[(digits + 1)..] : firstBytes;
        if (side == Side.Responder || (digits > 0 && firstBytes.Length > digits && firstBytes[digits] != (byte)' '))
        {
            return Claim.No;
        }
        if (rest.Length < SyslogMessage.MaxPriorityBytes)
        {
            return rest is [] or [(byte)'<', ..] ? Claim.NeedMore : Claim.No;
        }
        return
            SyslogMessage.TryParse(rest, out var first)
            && first.Facility is not null
            && (flow.ResponderPort is Port or SecurePort || HasText(rest[first.TextOffset..]))
            ? Claim.Yes
            : Claim.No;
    }

    public IFlowAnalyzer Start(FlowContext flow) => new SyslogAnalyzer(flow);

    /// <summary>A version and a blank, or the month of a date: markup in angle brackets has neither.</summary>
    private static bool HasText(ReadOnlySpan<byte> text) =>
        text is [(byte)'1', (byte)' ', ..]
        || (
            text.Length > 4
            && text[3] == (byte)' '
            && "JanFebMarAprMayJunJulAugSepOctNovDec"u8.IndexOf(text[..3]) is >= 0 and var at
            && at % 3 == 0
        );
}
