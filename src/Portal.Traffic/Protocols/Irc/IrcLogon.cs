using System.Text;
using Portal.Traffic.Credentials;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Irc;

/// <summary>
/// The logons of a session: <c>PASS</c> before the first name and <c>OPER</c> (RFC 2812 §3.1), SASL by <c>AUTHENTICATE</c>
/// (IRCv3), and <c>IDENTIFY</c> to the service that guards names.
/// </summary>
internal sealed class IrcLogon(FlowContext flow)
{
    /// <summary>SASL words are cut after 400 bytes; then the next goes on (IRCv3 sasl-3.1).</summary>
    private const int FullWord = 400;

    private Credential? _pass;
    private Credential? _oper;
    private Credential? _identify;
    private SaslExchange? _sasl;

    /// <param name="command">In upper case.</param>
    /// <param name="parameters">What follows it.</param>
    /// <param name="nick">The name so far, null before it.</param>
    /// <param name="frame">Of the end of the line.</param>
    public void OnCommand(string command, ReadOnlySpan<byte> parameters, string? nick, FrameStamp frame)
    {
        switch (command)
        {
            case "PASS":
                _pass = Note(nick, null, Trailing(parameters), frame);
                break;
            case "OPER" when Split(parameters, out var user, out var password):
                _oper = Note(ZeekText.Decode(user), "OPER", Trailing(password), frame);
                break;
            case "AUTHENTICATE" when _sasl is null:
                _sasl = SaslExchange.Begin(flow, "irc", parameters, frame);
                break;
            case "AUTHENTICATE" when parameters.Length < FullWord && parameters is not [(byte)'+']:
                _sasl.OnWord(parameters, frame);
                break;
            case "PRIVMSG" when Split(parameters, out var service, out var text) && IsService(service):
                OnIdentify(Trailing(text), nick, frame);
                break;
            case "NICKSERV" or "NS":
                OnIdentify(Trailing(parameters), nick, frame);
                break;
            default:
                break;
        }
    }

    /// <summary>The numbers of RFC 2812 §5 and of IRCv3 SASL.</summary>
    public void OnReply(string command, FrameStamp frame)
    {
        switch (command)
        {
            case "001":
                Judge(ref _pass, true, command, frame);
                break;
            case "464":
                Judge(ref _pass, false, command, frame);
                Judge(ref _oper, false, command, frame);
                break;
            case "381":
                Judge(ref _oper, true, command, frame);
                break;
            case "491":
                Judge(ref _oper, false, command, frame);
                break;
            case "900":
                Judge(ref _identify, true, command, frame);
                break;
            case "903":
                EndSasl(true, command, frame);
                break;
            case "902" or "904" or "905" or "906":
                EndSasl(false, command, frame);
                break;
            default:
                break;
        }
    }

    private void EndSasl(bool isAccepted, string reply, FrameStamp frame)
    {
        _sasl?.Answer(isAccepted, reply, frame);
        _sasl = null;
    }

    private void OnIdentify(ReadOnlySpan<byte> text, string? nick, FrameStamp frame)
    {
        if (!Split(text, out var verb, out var rest) || !Ascii.EqualsIgnoreCase(verb, "identify"u8))
        {
            return;
        }
        var hasAccount = Split(rest, out var account, out var password);
        _identify = hasAccount
            ? Note(ZeekText.Decode(account), "NickServ", password, frame)
            : Note(nick, "NickServ", rest, frame);
    }

    private static void Judge(ref Credential? credential, bool isAccepted, string reply, FrameStamp frame)
    {
        credential?.Answer(isAccepted, reply, frame);
        credential = null;
    }

    private static bool IsService(ReadOnlySpan<byte> name) =>
        Ascii.EqualsIgnoreCase(name, "nickserv"u8)
        || (name.Length > 9 && Ascii.EqualsIgnoreCase(name[..9], "nickserv@"u8));

    private static bool Split(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> first, out ReadOnlySpan<byte> rest)
    {
        text = text.Trim((byte)' ');
        var blank = text.IndexOf((byte)' ');
        first = blank < 0 ? text : text[..blank];
        rest = blank < 0 ? default : text[(blank + 1)..].TrimStart((byte)' ');
        return blank > 0 && !rest.IsEmpty;
    }

    private static ReadOnlySpan<byte> Trailing(ReadOnlySpan<byte> text) =>
        text.Trim((byte)' ') is [(byte)':', ..] rest ? rest[1..] : text.Trim((byte)' ');

    private Credential Note(string? user, string? context, ReadOnlySpan<byte> password, FrameStamp frame) =>
        flow.Note(
            new SeenSecret
            {
                Protocol = "irc",
                Kind = SecretKinds.Password,
                User = user,
                Context = context,
                Bytes = password,
                Frame = frame,
            }
        );
}
