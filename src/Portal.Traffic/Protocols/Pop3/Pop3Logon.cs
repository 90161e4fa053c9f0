using Portal.Traffic.Credentials;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Pop3;

/// <summary>The logons of a session: <c>USER name</c> and <c>PASS password</c>, or <c>APOP name digest</c> (RFC 1939 §7).</summary>
internal sealed class Pop3Logon(FlowContext flow)
{
    private string? _user;

    /// <summary>The secret that the command shows; null for one that shows none.</summary>
    public Credential? OnCommand(string command, ReadOnlySpan<byte> argument, FrameStamp frame)
    {
        switch (command)
        {
            case "USER":
                _user = ZeekText.Decode(argument.Trim((byte)' '));
                return null;
            case "PASS":
                // RFC 1939 §7: a blank may be part of the password.
                return Note(SecretKinds.Password, null, _user, argument, frame);
            case "APOP":
                argument = argument.Trim((byte)' ');
                var blank = argument.LastIndexOf((byte)' ');
                var user = ZeekText.Decode(blank < 0 ? argument : argument[..blank]);
                return Note(SecretKinds.ChallengeResponse, HashModes.Apop, user, argument[(blank + 1)..], frame);
            default:
                return null;
        }
    }

    private Credential Note(string kind, string? mode, string? user, ReadOnlySpan<byte> secret, FrameStamp frame) =>
        flow.Note(
            new SeenSecret
            {
                Protocol = "pop3",
                Kind = kind,
                User = user,
                HashMode = mode,
                Bytes = secret,
                Frame = frame,
            }
        );
}
