using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Portal.Traffic.Credentials;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols;

/// <summary>
/// The words of one SASL logon (RFC 4422) that a text protocol carries in Base64: PLAIN (RFC 4616), LOGIN, CRAM-MD5
/// (RFC 2195), DIGEST-MD5 (RFC 2831), SCRAM (RFC 5802), XOAUTH2 and OAUTHBEARER (RFC 7628). The messages of NTLM (MS-SMTPNTLM,
/// MS-OXIMAP and MS-POP3, each §2.2.1) and GSS-SPNEGO go to protocols of their own. Other mechanisms pass unread.
/// </summary>
/// <param name="flow">Whose secrets they are.</param>
/// <param name="protocol">As <c>conn.service</c> names it.</param>
/// <param name="mechanism">As the client asked for it, in any case.</param>
internal sealed class SaslExchange(FlowContext flow, string protocol, string mechanism)
{
    /// <summary>Tokens of OAuth have up to some thousand bytes; no password has that many.</summary>
    private const int MaxWordBytes = 16 * 1024;

    /// <summary>RFC 4422 §3.1.</summary>
    private const int MaxMechanism = 20;

    private readonly string _mechanism = mechanism.ToUpperInvariant();
    private string? _user;
    private bool _hasUser;
    private Credential? _credential;

    /// <summary>Begins with what follows the command: the mechanism and perhaps a first word; null when it names none.</summary>
    public static SaslExchange? Begin(FlowContext flow, string protocol, ReadOnlySpan<byte> arguments, FrameStamp frame)
    {
        arguments = arguments.Trim((byte)' ');
        var blank = arguments.IndexOf((byte)' ');
        var name = blank < 0 ? arguments : arguments[..blank];
        if (name.Length is 0 or > MaxMechanism)
        {
            return null;
        }
        var exchange = new SaslExchange(flow, protocol, Encoding.ASCII.GetString(name));
        if (blank >= 0)
        {
            exchange.OnWord(arguments[(blank + 1)..], frame);
        }
        return exchange;
    }

    /// <summary>A word of the client, still in Base64.</summary>
    public void OnWord(ReadOnlySpan<byte> word, FrameStamp frame) => OnWord(Side.Originator, word, frame);

    /// <summary>A challenge of the server, still in Base64; only what is carried here by another protocol has one of use.</summary>
    public void OnChallenge(ReadOnlySpan<byte> word, FrameStamp frame)
    {
        if (Carried is not null)
        {
            OnWord(Side.Responder, word, frame);
        }
    }

    /// <summary>The server ended the exchange; null when it judged nothing.</summary>
    public void Answer(bool? isAccepted, string reply, FrameStamp frame)
    {
        _credential?.Answer(isAccepted, reply, frame);
        if (isAccepted is { } verdict && Carried is not null && flow.Carried("ntlm") is ILogonAnalyzer logon)
        {
            logon.OnVerdict(verdict, frame);
        }
    }

    /// <summary>The protocol that reads the words of this mechanism; null where they are read here.</summary>
    private string? Carried =>
        _mechanism switch
        {
            "NTLM" => "ntlm",
            "GSS-SPNEGO" => "gssapi",
            _ => null,
        };

    private void OnWord(Side side, ReadOnlySpan<byte> word, FrameStamp frame)
    {
        word = word.Trim(" \t\r\n"u8);
        if (word.IsEmpty || word is [(byte)'*'] || word.Length > MaxWordBytes)
        {
            return; // nothing said, or the client gives up
        }
        var buffer = new byte[Base64.GetMaxDecodedFromUtf8Length(word.Length)];
        if (Base64.DecodeFromUtf8(word, buffer, out _, out var length) == OperationStatus.Done)
        {
            var message = buffer.AsSpan(0, length);
            if (Carried is { } carried)
            {
                flow.Carried(carried).OnMessage(side, 0, message, frame);
            }
            else
            {
                Read(message, frame);
            }
        }
        CryptographicOperations.ZeroMemory(buffer);
    }

    private void Read(ReadOnlySpan<byte> message, FrameStamp frame)
    {
        switch (_mechanism)
        {
            case "PLAIN":
                ReadPlain(message, frame);
                break;
            case "LOGIN" when !_hasUser:
                (_user, _hasUser) = (ZeekText.Decode(message), true);
                break;
            case "LOGIN":
                Note(SecretKinds.Password, null, message, frame);
                break;
            case "CRAM-MD5":
                var blank = message.LastIndexOf((byte)' ');
                if (blank >= 0)
                {
                    _user = ZeekText.Decode(message[..blank]);
                    Note(SecretKinds.ChallengeResponse, HashModes.CramMd5, message[(blank + 1)..], frame);
                }
                break;
            case "DIGEST-MD5" when DigestAuthorization.TryParse(message, out var digest):
                _user = digest.User;
                Note(SecretKinds.ChallengeResponse, HashModes.DigestMd5, message[digest.Response], frame);
                break;
            case "XOAUTH2" or "OAUTHBEARER":
                ReadBearer(message, frame);
                break;
            default:
                if (_mechanism.StartsWith("SCRAM-", StringComparison.Ordinal))
                {
                    ReadScram(message, frame);
                }
                break;
        }
    }

    /// <summary><c>[authorization] NUL user NUL password</c>.</summary>
    private void ReadPlain(ReadOnlySpan<byte> message, FrameStamp frame)
    {
        var first = message.IndexOf((byte)0);
        if (first < 0)
        {
            return;
        }
        var rest = message[(first + 1)..];
        var second = rest.IndexOf((byte)0);
        if (second >= 0)
        {
            _user = ZeekText.Decode(rest[..second]);
            Note(SecretKinds.Password, null, rest[(second + 1)..], frame);
        }
    }

    /// <summary><c>user=name ^A auth=Bearer token ^A ^A</c>, or with <c>n,a=name,</c> before.</summary>
    private void ReadBearer(ReadOnlySpan<byte> message, FrameStamp frame)
    {
        const byte Separator = 1;
        foreach (var range in message.Split(Separator))
        {
            var part = message[range];
            if (part.StartsWith("user="u8))
            {
                _user = ZeekText.Decode(part["user=".Length..]);
            }
            else if (part.StartsWith("n,a="u8))
            {
                _user = ZeekText.Decode(part["n,a=".Length..].TrimEnd((byte)','));
            }
            else if (part.StartsWith("auth=Bearer "u8))
            {
                Note(SecretKinds.Token, null, part["auth=Bearer ".Length..], frame);
            }
        }
    }

    /// <summary>RFC 5802 §7: first <c>n,,n=user,r=…</c>, then <c>c=…,r=…,p=proof</c>.</summary>
    private void ReadScram(ReadOnlySpan<byte> message, FrameStamp frame)
    {
        foreach (var range in message.Split((byte)','))
        {
            var part = message[range];
            if (part.StartsWith("n="u8))
            {
                _user = ZeekText.Decode(part[2..]);
            }
            else if (part.StartsWith("p="u8) && _user is not null)
            {
                Note(SecretKinds.ChallengeResponse, HashModes.Scram, part[2..], frame);
            }
        }
    }

    private void Note(string kind, string? mode, ReadOnlySpan<byte> secret, FrameStamp frame) =>
        _credential = flow.Note(
            new SeenSecret
            {
                Protocol = protocol,
                Kind = kind,
                User = _user,
                Context = _mechanism,
                HashMode = mode,
                Bytes = secret,
                Frame = frame,
            }
        );
}
