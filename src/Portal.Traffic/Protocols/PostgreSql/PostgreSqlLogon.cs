using Portal.Traffic.Credentials;

namespace Portal.Traffic.Protocols.PostgreSql;

/// <summary>
/// What a client answers to a request for its password ("Message Formats" of the PostgreSQL manual): the password, its MD5
/// with a salt, or the proof of SCRAM-SHA-256.
/// </summary>
internal sealed class PostgreSqlLogon(FlowContext flow)
{
    private const uint Accepted = 0;
    private const uint ClearText = 3;
    private const uint Md5 = 5;
    private const uint Gss = 7;
    private const uint GssContinue = 8;
    private const uint Sspi = 9;
    private const uint Sasl = 10;
    private const uint SaslContinue = 11;

    private uint _method;
    private Credential? _credential;

    /// <summary>What the server asked for last.</summary>
    public PostgreSqlAnswer Asked =>
        _method switch
        {
            Gss or GssContinue or Sspi => PostgreSqlAnswer.Gss,
            Sasl => PostgreSqlAnswer.SaslInitial,
            SaslContinue => PostgreSqlAnswer.Sasl,
            _ => PostgreSqlAnswer.Password,
        };

    public void OnMethod(uint method, FrameStamp frame)
    {
        _method = method;
        if (method == Accepted)
        {
            _credential?.Answer(true, "AuthenticationOk", frame);
            _credential = null;
        }
    }

    public void OnPassword(string? user, ReadOnlySpan<byte> body, FrameStamp frame)
    {
        switch (_method)
        {
            case ClearText when UpToNul(body) is { IsEmpty: false } password:
                Note(SecretKinds.Password, null, user, password, frame);
                break;
            case Md5 when UpToNul(body) is { IsEmpty: false } digest:
                Note(SecretKinds.ChallengeResponse, HashModes.PostgreSqlMd5, user, digest, frame);
                break;
            case SaslContinue when body.LastIndexOf(",p="u8) is >= 0 and var at:
                Note(SecretKinds.ChallengeResponse, HashModes.PostgreSqlScram, user, body[(at + 3)..], frame);
                break;
            default:
                break;
        }
    }

    public void OnError(FrameStamp frame)
    {
        _credential?.Answer(false, "error", frame);
        _credential = null;
    }

    private static ReadOnlySpan<byte> UpToNul(ReadOnlySpan<byte> body) =>
        body.IndexOf((byte)0) is >= 0 and var end ? body[..end] : body;

    private void Note(string kind, string? mode, string? user, ReadOnlySpan<byte> secret, FrameStamp frame) =>
        _credential = flow.Note(
            new SeenSecret
            {
                Protocol = "postgresql",
                Kind = kind,
                User = user,
                HashMode = mode,
                Bytes = secret,
                Frame = frame,
            }
        );
}
