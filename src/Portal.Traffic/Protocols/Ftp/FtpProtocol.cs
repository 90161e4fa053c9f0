using System.Text;

namespace Portal.Traffic.Protocols.Ftp;

/// <summary>The control connection of FTP (RFC 959), recognised by its greeting and the first commands.</summary>
public sealed class FtpProtocol : IProtocol
{
    /// <summary>A first line that has not ended by then is no greeting and no command.</summary>
    private const int PatienceBytes = 1024;

    public string Name => "ftp";

    public Transports Transports => Transports.Tcp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes)
    {
        var isOnPort = flow.ResponderPort is 21 or 2811;
        return side == Side.Responder ? ClaimsReply(firstBytes, isOnPort) : ClaimsCommand(firstBytes, isOnPort);
    }

    public IFlowAnalyzer Start(FlowContext flow) => new FtpAnalyzer(flow);

    /// <summary>SMTP greets with 220 too: off the port, a greeting has to name FTP, else the client's command decides.</summary>
    private static Claim ClaimsReply(ReadOnlySpan<byte> bytes, bool isOnPort)
    {
        if (bytes.Length < 4)
        {
            return bytes.ContainsAnyExceptInRange((byte)'0', (byte)'9') ? Claim.No : Claim.NeedMore;
        }
        if (!FtpReply.TryParse(bytes, out var reply))
        {
            return Claim.No;
        }
        if (isOnPort)
        {
            return Claim.Yes;
        }
        if (reply.Code is not (120 or 220))
        {
            return Claim.No;
        }
        var newline = bytes.IndexOf((byte)'\n');
        if (newline < 0)
        {
            return bytes.Length < PatienceBytes ? Claim.NeedMore : Claim.No;
        }
        return Contains(bytes[..newline], "ftp"u8) && !Contains(bytes[..newline], "smtp"u8)
            ? Claim.Yes
            : Claim.NeedMore;
    }

    private static Claim ClaimsCommand(ReadOnlySpan<byte> bytes, bool isOnPort)
    {
        var newline = bytes.IndexOf((byte)'\n');
        var line = newline < 0 ? bytes : bytes[..newline].TrimEnd((byte)'\r');
        if (isOnPort)
        {
            return newline >= 0 && FtpCommandLine.TryParse(line, out _) ? Claim.Yes
                : newline < 0 && bytes.Length < PatienceBytes ? Claim.NeedMore
                : Claim.No;
        }
        return StartsWith(line, "AUTH TLS"u8) || StartsWith(line, "AUTH SSL"u8) ? Claim.Yes
            : StartsWith(line, "USER "u8) ? ClaimsUser(line[5..], newline >= 0)
            : newline < 0 && "USER AUTH"u8.IndexOf(Upper(line)) >= 0 ? Claim.NeedMore
            : Claim.No;
    }

    /// <summary>USER with one word; IRC gives four. POP3 begins in the same way, but its server has greeted with +OK before.</summary>
    private static Claim ClaimsUser(ReadOnlySpan<byte> name, bool isWhole) =>
        name.Trim((byte)' ').Contains((byte)' ') ? Claim.No
        : !isWhole ? Claim.NeedMore
        : Claim.Yes;

    private static ReadOnlySpan<byte> Upper(ReadOnlySpan<byte> text) =>
        Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(text[..Math.Min(text.Length, 8)]).ToUpperInvariant());

    private static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) =>
        text.Length >= word.Length && Ascii.EqualsIgnoreCase(text[..word.Length], word);

    private static bool Contains(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word)
    {
        for (var i = 0; i + word.Length <= text.Length; i++)
        {
            if (Ascii.EqualsIgnoreCase(text.Slice(i, word.Length), word))
            {
                return true;
            }
        }
        return false;
    }
}
