using System.Text;

namespace Portal.Traffic.Protocols.Irc;

/// <summary>IRC (RFC 2812), recognised by how a client registers or a server answers it.</summary>
public sealed class IrcProtocol : IProtocol
{
    private const int PatienceBytes = 512;

    public string Name => "irc";

    public Transports Transports => Transports.Tcp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes)
    {
        var newline = firstBytes.IndexOf((byte)'\n');
        if (newline < 0)
        {
            return firstBytes.Length < PatienceBytes && !firstBytes.ContainsAnyExceptInRange((byte)' ', (byte)'~')
                ? Claim.NeedMore
                : Claim.No;
        }
        var line = firstBytes[..newline].TrimEnd((byte)'\r');
        if (line.IsEmpty || !IrcMessage.TryParse(line, out var message))
        {
            return Claim.No;
        }
        var command = Encoding.ASCII.GetString(line[message.Command]).ToUpperInvariant();
        var words = Encoding
            .Latin1.GetString(line[message.Parameters])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return side == Side.Originator
            ? ClaimsClient(flow, command, words, firstBytes[(newline + 1)..])
            : ClaimsServer(line, command, words);
    }

    public IFlowAnalyzer Start(FlowContext flow) => new IrcAnalyzer(flow);

    /// <summary>FTP and POP3 have USER and PASS too, but with one word; NICK and USER follow each other in IRC.</summary>
    private static Claim ClaimsClient(FlowContext flow, string command, string[] words, ReadOnlySpan<byte> next)
    {
        switch (command)
        {
            case "CAP" when words is ["LS" or "REQ" or "LIST" or "END", ..]:
            case "USER" when words.Length >= 4:
                return Claim.Yes;
            case "NICK" when words.Length is 1 or 2:
            case "PASS" when words.Length is 1 or 3:
                return flow.ResponderPort is >= 6660 and <= 6669 or 7000 ? Claim.Yes
                    : StartsWith(next, "NICK "u8) || StartsWith(next, "USER "u8) ? Claim.Yes
                    : next.Length < 5 ? Claim.NeedMore
                    : Claim.No;
            default:
                return Claim.No;
        }
    }

    /// <summary><c>:server NOTICE target :text</c> or a numeric reply behind a prefix.</summary>
    private static Claim ClaimsServer(ReadOnlySpan<byte> line, string command, string[] words) =>
        (line[0] == ':' && words.Length >= 2 && (command is "NOTICE" || command is "001" or "020" or "433" or "451"))
        || (command is "NOTICE" && words is ["AUTH" or "*", [':', ..], ..])
            ? Claim.Yes
            : Claim.No;

    private static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) =>
        text.Length >= word.Length && Ascii.EqualsIgnoreCase(text[..word.Length], word);
}
