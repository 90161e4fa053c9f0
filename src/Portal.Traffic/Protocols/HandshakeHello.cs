namespace Portal.Traffic.Protocols;

/// <summary>What a client's hello asks for; a server's says nothing of it in the open.</summary>
/// <param name="ServerName">The first host name.</param>
/// <param name="Protocol">The first application protocol that it offers.</param>
public sealed record HandshakeHello(string? ServerName, string? Protocol);
