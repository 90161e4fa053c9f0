using Portal.Analysis.Demo.Messages;
using Portal.Analysis.Demo.Wire;

namespace Portal.Analysis.Demo.Scenes;

/// <summary>An SMB session on a conversation: signed in with NTLM, then requests and responses in turn.</summary>
internal sealed class SmbSession
{
    private readonly TcpConversation _tcp;

    public SmbSession(TcpConversation tcp, DemoRandom random, string user, string workstation)
    {
        _tcp = tcp;
        Messages = new Smb2Messages(random);
        Exchange(Messages.NegotiateDialect());
        Exchange(Messages.SetUp(NtlmMessages.Negotiate(), NtlmMessages.Challenge("CORP", random), false));
        Exchange(Messages.SetUp(NtlmMessages.Authenticate("CORP", user, workstation, random), [], true));
    }

    public Smb2Messages Messages { get; }

    public void Exchange((byte[] Request, byte[] Response) pair)
    {
        _tcp.ClientSends(pair.Request);
        _tcp.ServerSends(pair.Response);
    }
}
