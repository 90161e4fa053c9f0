using System.Text;

namespace Portal.Traffic.Protocols.Pop3;

/// <summary>POP3 (RFC 1939), recognised by its greeting or by commands that no other protocol has.</summary>
public sealed class Pop3Protocol : IProtocol
{
    private const int PatienceBytes = 512;

    public string Name => "pop3";

    public Transports Transports => Transports.Tcp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes)
    {
        var isOnPort = flow.ResponderPort == 110;
        return side == Side.Responder ? ClaimsReply(firstBytes, isOnPort) : ClaimsCommand(firstBytes, isOnPort);
    }

    public IFlowAnalyzer Start(FlowContext flow) => new Pop3Analyzer(flow);

    /// <summary>The greeting has a text; the bare <c>+OK</c> of Redis has none.</summary>
    private static Claim ClaimsReply(ReadOnlySpan<byte> bytes, bool isOnPort)
    {
        var positive = "+OK "u8;
        var negative = "-ERR "u8;
        if (bytes.StartsWith(positive) || (isOnPort && (bytes.StartsWith("+OK\r"u8) || bytes.StartsWith(negative))))
        {
            return Claim.Yes;
        }
        return bytes.Length < negative.Length && (positive.StartsWith(bytes) || negative.StartsWith(bytes))
            ? Claim.NeedMore
            : Claim.No;
    }

    private static Claim ClaimsCommand(ReadOnlySpan<byte> bytes, bool isOnPort)
    {
        var newline = bytes.IndexOf((byte)'\n');
        if (newline < 0)
        {
            return bytes.Length < PatienceBytes && !bytes.ContainsAnyExceptInRange((byte)' ', (byte)'~')
                ? Claim.NeedMore
                : Claim.No;
        }
        var line = Encoding.ASCII.GetString(bytes[..newline]).TrimEnd('\r').ToUpperInvariant();
        var isOwn = line is "CAPA" or "STLS" || line.StartsWith("APOP ", StringComparison.Ordinal);
        var isLikely = line.Split(' ')[0] is "USER" or "AUTH" or "STAT" or "LIST" or "UIDL" or "RETR" or "QUIT";
        return isOwn || (isOnPort && isLikely) ? Claim.Yes : Claim.No;
    }
}
