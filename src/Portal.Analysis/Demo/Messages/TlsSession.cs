using Portal.Analysis.Demo.Wire;

namespace Portal.Analysis.Demo.Messages;

/// <summary>A TLS session on a TCP conversation: handshake, then encrypted bytes in both directions.</summary>
internal sealed class TlsSession(TcpConversation tcp, DemoRandom random)
{
    public void Handshake12(TlsClientProfile profile, string? serverName, ushort suite, params byte[][] chain)
    {
        tcp.ClientSends(TlsMessages.ClientHello(profile, serverName, random));
        tcp.ServerSends(
            TlsMessages.ServerFlight12(suite, chain, profile.Protocols is [.., var last] ? last : null, random)
        );
        tcp.ClientSends(TlsMessages.ClientFinish12(random));
        tcp.ServerSends(TlsMessages.ServerFinish12(random));
    }

    public void Handshake13(TlsClientProfile profile, string serverName)
    {
        tcp.ClientSends(TlsMessages.ClientHello(profile, serverName, random));
        tcp.ServerSends(TlsMessages.ServerFlight13(0x1301, random));
        tcp.ClientSends(TlsMessages.ClientFinish13(random));
    }

    public void ClientSends(int bytes) => tcp.ClientSends(TlsMessages.ApplicationData(random.Bytes(bytes)));

    public void ServerSends(int bytes) => tcp.ServerSends(TlsMessages.ApplicationData(random.Bytes(bytes)));
}
