using System.Text;
using Portal.Traffic.Credentials;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Imap;

/// <summary>
/// The logons of a session: <c>tag LOGIN user password</c>, where either may be an atom, a quoted string or a literal
/// (RFC 9051 §6.2.3, §4.3), and <c>tag AUTHENTICATE mechanism</c> (§6.2.2).
/// </summary>
internal sealed class ImapLogon(FlowContext flow)
{
    /// <summary>Names and passwords that come as literals; longer ones are messages.</summary>
    private const int MaxLiteralBytes = 1024;

    private const int MaxTagBytes = 64;

    private readonly List<byte[]> _words = []; // of a LOGIN that is not whole
    private byte[]? _literal;
    private int _literalLength;
    private bool _isLogin;
    private string? _tag; // of the logon that waits for its reply
    private Credential? _credential;
    private SaslExchange? _sasl;

    /// <summary>A line of the client; <paramref name="hasLiteral"/> when it goes on with a literal.</summary>
    public void OnClientLine(ReadOnlySpan<byte> line, bool hasLiteral, FrameStamp frame)
    {
        if (_sasl is { } exchange)
        {
            exchange.OnWord(line, frame);
            return;
        }
        if (_isLogin)
        {
            EndLiteral();
        }
        else if (!TryBegin(ref line, frame))
        {
            return;
        }
        ReadWords(hasLiteral ? line[..line.LastIndexOf((byte)'{')] : line);
        if (hasLiteral)
        {
            (_literal, _literalLength) = (new byte[MaxLiteralBytes], 0);
            return;
        }
        if (_words is [var user, var password, ..])
        {
            _credential = flow.Note(
                new SeenSecret
                {
                    Protocol = "imap",
                    Kind = SecretKinds.Password,
                    User = ZeekText.Decode(user),
                    Bytes = password,
                    Frame = frame,
                }
            );
        }
        Forget();
    }

    /// <summary>Bytes of a literal of the client.</summary>
    public void OnLiteral(ReadOnlySpan<byte> bytes)
    {
        if (_literal is { } literal)
        {
            var taken = bytes[..Math.Min(bytes.Length, literal.Length - _literalLength)];
            taken.CopyTo(literal.AsSpan(_literalLength));
            _literalLength += taken.Length;
        }
    }

    /// <summary>A line of the server: the tagged one is its verdict (RFC 9051 §7.1).</summary>
    public void OnServerLine(ReadOnlySpan<byte> line, FrameStamp frame)
    {
        if (line is [(byte)'+', (byte)' ', .. var challenge])
        {
            _sasl?.OnChallenge(challenge, frame); // RFC 9051 §6.2.2
            return;
        }
        var blank = line.IndexOf((byte)' ');
        if (_tag is null || blank <= 0 || !Ascii.Equals(line[..blank], _tag))
        {
            return;
        }
        var rest = line[(blank + 1)..];
        var end = rest.IndexOf((byte)' ');
        var word = end < 0 ? rest : rest[..end];
        string? verdict =
            Ascii.EqualsIgnoreCase(word, "OK"u8) ? "OK"
            : Ascii.EqualsIgnoreCase(word, "NO"u8) ? "NO"
            : Ascii.EqualsIgnoreCase(word, "BAD"u8) ? "BAD"
            : null;
        if (verdict is not null)
        {
            bool? isAccepted = verdict == "BAD" ? null : verdict == "OK"; // BAD: not understood
            _credential?.Answer(isAccepted, verdict, frame);
            _sasl?.Answer(isAccepted, verdict, frame);
        }
        (_tag, _credential, _sasl) = (null, null, null);
    }

    /// <summary>Lines are missing: which verdict belongs to what is not known any more.</summary>
    public void Lose()
    {
        Forget();
        (_tag, _credential, _sasl) = (null, null, null);
    }

    /// <summary>True for a LOGIN; <paramref name="line"/> is then what follows the word.</summary>
    private bool TryBegin(ref ReadOnlySpan<byte> line, FrameStamp frame)
    {
        const int Login = 5; // letters
        const int Authenticate = 12;
        var blank = line.IndexOf((byte)' ');
        if (blank is <= 0 or > MaxTagBytes)
        {
            return false;
        }
        var rest = line[(blank + 1)..];
        var isLogin = IsCommand(rest, "LOGIN "u8);
        if (!isLogin && !IsCommand(rest, "AUTHENTICATE "u8))
        {
            return false;
        }
        _tag = Encoding.ASCII.GetString(line[..blank]);
        line = rest[(isLogin ? Login : Authenticate)..];
        if (!isLogin)
        {
            _sasl = SaslExchange.Begin(flow, "imap", line, frame);
        }
        return _isLogin = isLogin;
    }

    private static bool IsCommand(ReadOnlySpan<byte> text, ReadOnlySpan<byte> command) =>
        text.Length >= command.Length && Ascii.EqualsIgnoreCase(text[..command.Length], command);

    private void ReadWords(ReadOnlySpan<byte> line)
    {
        const int MaxWords = 2;
        while (_words.Count < MaxWords && !(line = line.TrimStart((byte)' ')).IsEmpty)
        {
            _words.Add(line[0] == '"' ? TakeQuoted(ref line) : TakeAtom(ref line));
        }
    }

    private static byte[] TakeAtom(ref ReadOnlySpan<byte> line)
    {
        var end = line.IndexOf((byte)' ') is >= 0 and var blank ? blank : line.Length;
        var atom = line[..end].ToArray();
        line = line[end..];
        return atom;
    }

    /// <summary>RFC 9051 §9: a backslash stands before a quote and before itself.</summary>
    private static byte[] TakeQuoted(ref ReadOnlySpan<byte> line)
    {
        var text = new byte[line.Length];
        var (length, i) = (0, 1);
        for (; i < line.Length && line[i] != '"'; i++)
        {
            i += line[i] == '\\' && i + 1 < line.Length ? 1 : 0;
            text[length++] = line[i];
        }
        line = line[Math.Min(line.Length, i + 1)..];
        return text[..length];
    }

    private void EndLiteral()
    {
        if (_literal is { } literal)
        {
            _words.Add(literal[.._literalLength]);
            _literal = null;
        }
    }

    private void Forget()
    {
        _words.Clear();
        (_literal, _isLogin) = (null, false);
    }
}
