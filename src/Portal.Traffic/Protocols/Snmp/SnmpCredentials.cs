using Portal.Traffic.Credentials;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Snmp;

/// <summary>What one flow shows of communities and users, and whether the agent answered to them.</summary>
internal sealed class SnmpCredentials(FlowContext flow)
{
    /// <summary>Users of one flow: a manager has a few; who tries out names sends thousands, one message each.</summary>
    private const int MaxUsers = 64;

    // Counters of usmStats (RFC 3414 §5).
    private const int UnknownUser = 3;
    private const int WrongDigest = 5;

    /// <summary>RFC 1157 has it in its examples, and agents and scanners use it until somebody changes it.</summary>
    public static ReadOnlySpan<byte> WellKnownCommunity => "public"u8;

    private readonly Dictionary<User, Credential> _users = [];
    private Credential? _last;

    public void Note(Side side, SnmpMessage message, FrameStamp frame)
    {
        // A request of the other side, as an inform to one's own agent, is a secret like any other.
        var isAnswer =
            message.Pdu is SnmpPdu.Response or SnmpPdu.Report
            || (message.Pdu == SnmpPdu.Encrypted && side == Side.Responder);
        if (isAnswer)
        {
            Answer(side, message, frame);
        }
        else if (message.Version != SnmpMessage.Version3)
        {
            NoteCommunity(message, frame);
        }
        else if (message.Name.Length > 0)
        {
            NoteUser(message, frame); // without a name a manager asks for the engine alone (RFC 3414 §4)
        }
    }

    private void Answer(Side side, SnmpMessage message, FrameStamp frame)
    {
        if (side == Side.Originator)
        {
            return; // its request was not seen
        }
        if (message.Pdu != SnmpPdu.Report)
        {
            _last?.Answer(true, "response", frame);
        }
        else if (message.ReportedProblem is UnknownUser or WrongDigest)
        {
            _last?.Answer(false, message.ReportedProblem == UnknownUser ? "unknown user" : "wrong digest", frame);
        }
        else
        {
            _last?.Answer(null, "report", frame); // of clocks and engines: it says nothing of the password
        }
    }

    /// <summary>
    /// RFC 1157 §4.1 and RFC 3584 §5: the community stands in every message, and an agent answers only to one that it knows.
    /// A notification shows the community of its receiver and is never answered.
    /// </summary>
    private void NoteCommunity(SnmpMessage message, FrameStamp frame) =>
        _last = flow.Note(
            new SeenSecret
            {
                Protocol = "snmp",
                Kind = SecretKinds.Community,
                Context = message.Pdu == SnmpPdu.SetRequest ? "write" : null,
                Bytes = message.Name,
                Frame = frame,
            }
        );

    /// <summary>
    /// RFC 3414 §6.3: every message has a code of its own under the same password; one for each user is noted, the others
    /// are counted. A user without one shows that no password is asked for.
    /// </summary>
    private void NoteUser(SnmpMessage message, FrameStamp frame)
    {
        var user = new User(
            ZeekText.Decode(message.Name),
            $"{message.SecurityLevel}, engine {Convert.ToHexStringLower(message.Engine)}"
        );
        if (_users.TryGetValue(user, out var known))
        {
            known.Repeat(frame);
            _last = known;
            return;
        }
        _last = flow.Note(
            new SeenSecret
            {
                Protocol = "snmp",
                Kind = SecretKinds.ChallengeResponse,
                User = user.Name,
                Context = user.Context,
                HashMode =
                    message.AuthenticationCode.Length == 0
                        ? null
                        : HashModes.SnmpVersion3(message.AuthenticationCode.Length),
                Bytes = message.AuthenticationCode,
                Frame = frame,
            }
        );
        if (_users.Count < MaxUsers)
        {
            _users.Add(user, _last);
        }
    }

    private readonly record struct User(string Name, string Context);
}
