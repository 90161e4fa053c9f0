using System.Text;

namespace Portal.Traffic.Protocols.Smtp;

/// <summary>SMTP (RFC 5321), recognised by its greeting or the client's.</summary>
public sealed class SmtpProtocol : IProtocol
{
    private const int PatienceBytes = 1024;

    public string Name => "smtp";

    public Transports Transports => Transports.Tcp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes)
    {
        var newline = firstBytes.IndexOf((byte)'\n');
        if (newline < 0 && firstBytes.Length >= PatienceBytes)
        {
            return Claim.No;
        }
        var line = newline < 0 ? firstBytes : firstBytes[..newline];
        var isOnPort = flow.ResponderPort is 25 or 465 or 587 or 2525;
        return side == Side.Originator
            ? ClaimsCommand(line, newline >= 0, isOnPort)
            : ClaimsReply(line, newline >= 0, isOnPort);
    }

    public IFlowAnalyzer Start(FlowContext flow) => new SmtpAnalyzer(flow);

    private static Claim ClaimsCommand(ReadOnlySpan<byte> line, bool isWhole, bool isOnPort)
    {
        if (!isWhole)
        {
            return line.ContainsAnyExceptInRange((byte)' ', (byte)'~') && !line.EndsWith("\r"u8)
                ? Claim.No
                : Claim.NeedMore;
        }
        var word = SmtpCommand.Of(line);
        return word is "HELO" or "EHLO" ? Claim.Yes
            : isOnPort && word is not null ? Claim.Yes
            : Claim.No;
    }

    /// <summary>FTP greets with 220 too: off the port, the greeting has to name SMTP, else the client's command decides.</summary>
    private static Claim ClaimsReply(ReadOnlySpan<byte> line, bool isWhole, bool isOnPort)
    {
        if (line.Length < 4)
        {
            return line.ContainsAnyExceptInRange((byte)'0', (byte)'9') || isWhole ? Claim.No : Claim.NeedMore;
        }
        if (!SmtpReply.TryParse(line, out var reply))
        {
            return Claim.No;
        }
        if (isOnPort)
        {
            return Claim.Yes;
        }
        return reply.Code is not (220 or 554) ? Claim.No
            : Encoding.Latin1.GetString(line).Contains("SMTP", StringComparison.OrdinalIgnoreCase) ? Claim.Yes
            : Claim.NeedMore;
    }
}
