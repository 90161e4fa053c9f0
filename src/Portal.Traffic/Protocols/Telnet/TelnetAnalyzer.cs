using System.Security.Cryptography;
using System.Text;
using Portal.Traffic.Credentials;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Telnet;

/// <summary>
/// Finds the logons of a session by what its screen says, since the protocol has none: a prompt for the name, one for the
/// password, and words of success or failure, much as Zeek's login analyzer does. Nothing else of the text is kept.
/// </summary>
internal sealed class TelnetAnalyzer : IFlowAnalyzer
{
    /// <summary>A prompt, or a line that tells how the logon ended; longer lines are cut.</summary>
    private const int MaxLine = 256;

    /// <summary>What a person types at a prompt.</summary>
    private const int MaxTyped = 256;

    /// <summary>Lines after a password in which its outcome is looked for: a server may show a notice before its prompt.</summary>
    private const int MaxLinesToOutcome = 40;

    private static readonly string[] s_userPrompts = ["login:", "username:", "user:", "user name:", "login name:"];
    private static readonly string[] s_passwordPrompts = ["password:", "passwd:", "passcode:", "password for "];
    private static readonly string[] s_failures =
    [
        "incorrect",
        "invalid",
        "failure",
        "failed",
        "denied",
        "bad password",
        "bad secrets",
        "not authorized",
        "sorry",
    ];
    private static readonly string[] s_successes = ["last login", "last successful login", "welcome to"];

    private enum Asked
    {
        Nothing,
        User,
        Password,
    }

    private readonly FlowContext _flow;
    private readonly TelnetText[] _texts = [new(), new()];
    private readonly byte[] _typed = new byte[MaxTyped];
    private readonly StringBuilder _line = new(MaxLine);
    private int _typedLength;
    private bool _isEscape;
    private Asked _asked;
    private string? _user;
    private Credential? _credential;
    private int _linesToOutcome;
    private readonly ShownLines? _shown;

    public TelnetAnalyzer(FlowContext flow)
    {
        _flow = flow;
        _shown = flow.IsShown ? new ShownLines(flow, TelnetFields.Add, TelnetFields.WholeLength) : null;
        flow.Confirm("telnet");
    }

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        _shown?.Take(side, bytes);
        foreach (var octet in bytes)
        {
            if (!_texts[(int)side].TryRead(octet, out var text))
            {
                continue;
            }
            if (side == Side.Originator)
            {
                OnTyped(text, frame);
            }
            else
            {
                OnShown(text, frame);
            }
        }
        if (side == Side.Responder)
        {
            // A prompt has no line end.
            OnPrompt(frame);
        }
    }

    public void OnGap(Side side, long bytes, FrameStamp frame)
    {
        Clear();
        _shown?.Lose(side);
        _line.Clear();
        (_asked, _credential) = (Asked.Nothing, null);
    }

    public void OnEnd(Side side, FrameStamp frame) { }

    public void OnDone() => Clear();

    private void OnTyped(byte octet, FrameStamp frame)
    {
        switch (octet)
        {
            case (byte)'\r' or (byte)'\n':
                OnEntered(frame);
                break;
            case 0x08 or 0x7F:
                _typedLength = Math.Max(0, _typedLength - 1);
                break;
            case 0x15: // Ctrl-U takes the line back
                Clear();
                break;
            case >= 0x20 when _typedLength < MaxTyped && _asked != Asked.Nothing:
                _typed[_typedLength++] = octet;
                break;
            default:
                break;
        }
    }

    private void OnEntered(FrameStamp frame)
    {
        var typed = _typed.AsSpan(0, _typedLength);
        if (_asked == Asked.User && !typed.IsEmpty)
        {
            _user = ZeekText.Decode(typed);
            _asked = Asked.Nothing;
        }
        else if (_asked == Asked.Password)
        {
            if (!typed.IsEmpty)
            {
                _credential = _flow.Note(
                    new SeenSecret
                    {
                        Protocol = "telnet",
                        Kind = SecretKinds.Password,
                        User = _user,
                        Bytes = typed,
                        Frame = frame,
                    }
                );
                _linesToOutcome = MaxLinesToOutcome;
            }
            _asked = Asked.Nothing;
        }
        _line.Clear(); // what comes next is the answer, not the prompt again
        Clear();
    }

    private void OnShown(byte octet, FrameStamp frame)
    {
        if (_isEscape)
        {
            // ECMA-48 §5.4: a control sequence ends with a byte from @ on; the bracket behind ESC is none of them.
            _isEscape = octet is < (byte)'@' or (byte)'[';
        }
        else if (octet == 0x1B)
        {
            _isEscape = true;
        }
        else if (octet is (byte)'\r' or (byte)'\n')
        {
            OnLine(frame);
            _line.Clear();
        }
        else if (octet is >= 0x20 and < 0x7F && _line.Length < MaxLine)
        {
            _line.Append((char)octet);
        }
    }

    private void OnLine(FrameStamp frame)
    {
        if (_credential is null || _line.Length == 0)
        {
            return;
        }
        var line = _line.ToString();
        if (Holds(line, s_successes))
        {
            Answer(true, frame);
        }
        else if (Holds(line, s_failures))
        {
            Answer(false, frame);
        }
        else if (--_linesToOutcome == 0)
        {
            _credential = null;
        }
    }

    private void OnPrompt(FrameStamp frame)
    {
        if (_line.Length == 0)
        {
            return;
        }
        var line = _line.ToString().TrimEnd();
        var asked =
            Ends(line, s_passwordPrompts) ? Asked.Password
            : Ends(line, s_userPrompts) ? Asked.User
            : Asked.Nothing;
        if (asked != Asked.Nothing)
        {
            // Asked again: what was given before did not do.
            Answer(false, frame);
            if (_asked != asked)
            {
                Clear();
            }
            _asked = asked;
        }
        else if (_credential is not null && line is [.., '$' or '#' or '>' or '%'])
        {
            Answer(true, frame);
        }
    }

    private void Answer(bool isAccepted, FrameStamp frame)
    {
        _credential?.Answer(isAccepted, null, frame);
        _credential = null;
    }

    private static bool Holds(string line, string[] words) =>
        Array.Exists(words, word => line.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static bool Ends(string line, string[] prompts) =>
        Array.Exists(
            prompts,
            prompt =>
                prompt.EndsWith(':')
                    ? line.EndsWith(prompt, StringComparison.OrdinalIgnoreCase)
                    : line.EndsWith(':') && line.Contains(prompt, StringComparison.OrdinalIgnoreCase)
        );

    private void Clear()
    {
        CryptographicOperations.ZeroMemory(_typed);
        _typedLength = 0;
    }
}
