using Portal.Traffic.Credentials;

namespace Portal.Traffic.Protocols.Kerberos;

/// <summary>Notes what one flow shows that passwords can be guessed from, with what the key distribution centre said to it.</summary>
internal sealed class KerberosCredentials(FlowContext flow)
{
    private const int PreAuthenticationFailed = 24; // RFC 4120 §7.5.9

    private Credential? _preAuthentication;
    private string? _client;

    public void OnMessage(KerberosMessage message, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        switch (message.Type)
        {
            case KerberosMessageType.AsRequest:
                OnRequest(message, KerberosSecrets.OfPreAuthentication(bytes), frame);
                break;
            case KerberosMessageType.AsResponse:
                OnReply(message, KerberosSecrets.OfReply(bytes), frame);
                break;
            case KerberosMessageType.TgsResponse:
                OnTicket(message, KerberosSecrets.OfTicket(bytes), frame);
                break;
            case KerberosMessageType.Error when _preAuthentication is { } refused:
                // Others than a wrong password stop a logon too: a locked account, clocks apart.
                refused.Answer(
                    message.ErrorCode == PreAuthenticationFailed ? false : null,
                    KerberosNumbers.Errors[message.ErrorCode ?? 0],
                    frame
                );
                _preAuthentication = null;
                break;
            default:
                break;
        }
    }

    private void OnRequest(KerberosMessage message, KerberosSecrets secrets, FrameStamp frame)
    {
        _client = message.ClientName;
        _preAuthentication = secrets.Cipher.IsEmpty
            ? null
            : Note(
                SecretKinds.ChallengeResponse,
                HashModes.KerberosPreAuthentication(secrets.Encryption),
                message.ClientName,
                message.Realm,
                secrets.Cipher,
                frame
            );
    }

    /// <summary>Who asked without proof got something to guess against ("AS-REP roasting"); with proof it adds nothing.</summary>
    private void OnReply(KerberosMessage message, KerberosSecrets secrets, FrameStamp frame)
    {
        if (_preAuthentication is { } accepted)
        {
            accepted.Answer(true, "AS-REP", frame);
            _preAuthentication = null;
            return;
        }
        if (!secrets.Cipher.IsEmpty)
        {
            Note(
                    SecretKinds.Ticket,
                    HashModes.KerberosReply(secrets.Encryption),
                    message.ClientName ?? _client,
                    message.Realm,
                    secrets.Cipher,
                    frame
                )
                .Answer(true, "AS-REP", frame);
        }
    }

    /// <summary>Tickets for the centre itself are under a random key; those for a service under its account's password.</summary>
    private void OnTicket(KerberosMessage message, KerberosSecrets secrets, FrameStamp frame)
    {
        if (
            !secrets.Cipher.IsEmpty
            && message.ServiceName?.StartsWith("krbtgt/", StringComparison.OrdinalIgnoreCase) != true
        )
        {
            Note(
                    SecretKinds.Ticket,
                    HashModes.KerberosTicket(secrets.Encryption),
                    message.ClientName,
                    message.ServiceName,
                    secrets.Cipher,
                    frame
                )
                .Answer(true, "TGS-REP", frame);
        }
    }

    private Credential Note(
        string kind,
        string mode,
        string? user,
        string? context,
        ReadOnlySpan<byte> secret,
        FrameStamp frame
    ) =>
        flow.Note(
            new SeenSecret
            {
                Protocol = "krb",
                Kind = kind,
                User = user,
                Context = context,
                HashMode = mode,
                Bytes = secret,
                Frame = frame,
            }
        );
}
