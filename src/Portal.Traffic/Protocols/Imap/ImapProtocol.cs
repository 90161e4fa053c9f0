using System.Text;

namespace Portal.Traffic.Protocols.Imap;

/// <summary>IMAP (RFC 9051), recognised by its greeting or by the client's first command.</summary>
public sealed class ImapProtocol : IProtocol
{
    private const int PatienceBytes = 512;

    public string Name => "imap";

    public Transports Transports => Transports.Tcp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes) =>
        side == Side.Responder ? ClaimsGreeting(firstBytes) : ClaimsCommand(firstBytes, flow.ResponderPort == 143);

    public IFlowAnalyzer Start(FlowContext flow) => new ImapAnalyzer(flow);

    private static Claim ClaimsGreeting(ReadOnlySpan<byte> bytes)
    {
        var ready = "* OK "u8;
        var known = "* PREAUTH "u8;
        if (bytes.StartsWith(ready) || bytes.StartsWith(known))
        {
            return Claim.Yes;
        }
        return ready.StartsWith(bytes) || known.StartsWith(bytes) ? Claim.NeedMore : Claim.No;
    }

    /// <summary>A tag and a command (RFC 9051 §2.2.1).</summary>
    private static Claim ClaimsCommand(ReadOnlySpan<byte> bytes, bool isOnPort)
    {
        var newline = bytes.IndexOf((byte)'\n');
        if (newline < 0)
        {
            return bytes.Length < PatienceBytes && !bytes.ContainsAnyExceptInRange((byte)' ', (byte)'~')
                ? Claim.NeedMore
                : Claim.No;
        }
        var words = Encoding.ASCII.GetString(bytes[..newline]).TrimEnd('\r').ToUpperInvariant().Split(' ');
        if (words.Length < 2 || words[0].Length is 0 or > 32)
        {
            return Claim.No;
        }
        var isOwn = words is [_, "CAPABILITY" or "STARTTLS"] or [_, "AUTHENTICATE", _, ..];
        var isLikely = words[1] is "LOGIN" or "ID" or "NOOP" or "LOGOUT" or "SELECT" or "LIST" or "FETCH" or "UID";
        return isOwn || (isOnPort && isLikely) ? Claim.Yes : Claim.No;
    }
}
