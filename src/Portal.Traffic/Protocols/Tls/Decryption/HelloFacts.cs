namespace Portal.Traffic.Protocols.Tls.Decryption;

/// <summary>What the handshake in clear says of the keys: both randoms, and what was agreed on.</summary>
internal sealed class HelloFacts
{
    private const int RandomOffset = 2; // behind the version
    private const int RandomBytes = 32;
    private const int RsaPrefixBytes = 8;
    private const int LengthBytes = 2;

    private readonly HandshakeTranscript _transcript = new();

    /// <summary>Who sent the client's hello.</summary>
    public Side Client { get; private set; }

    public byte[] ClientRandom { get; private set; } = [];

    /// <summary>In the client's order.</summary>
    public ushort[] OfferedSuites { get; private set; } = [];

    public bool OffersEarlyData { get; private set; }

    public byte[] ServerRandom { get; private set; } = [];

    public ServerHello? Server { get; private set; }

    /// <summary>The first bytes of the encrypted premaster secret; empty until they were sent.</summary>
    public byte[] RsaPrefix { get; private set; } = [];

    /// <summary>
    /// The hash of the handshake up to the client's key exchange (RFC 7627 §3); empty before, where the master secret does not
    /// depend on it, and when a message is missing.
    /// </summary>
    public byte[] SessionHash { get; private set; } = [];

    /// <summary>What the server chose; 0 before.</summary>
    public int Version => Server is null ? 0 : Server.SelectedVersion ?? Server.Version;

    public bool IsTls13 => Version == TlsVersion.Tls13 || TlsVersion.IsDraft(Version);

    /// <summary>The server agreed to authenticate what is encrypted (RFC 7366 §3).</summary>
    public bool IsMacOutside => Has(ExtensionType.EncryptThenMac);

    /// <summary>The master secret depends on the whole handshake (RFC 7627 §4).</summary>
    public bool HasExtendedMaster => Has(ExtensionType.ExtendedMasterSecret);

    /// <summary>Takes a message that was readable before.</summary>
    public void Note(Side side, HandshakeType type, ReadOnlySpan<byte> body)
    {
        if (
            type == HandshakeType.ClientHello
            && ClientHello.TryParse(body, isDatagram: false, out var client)
            && RandomOf(body) is { Length: RandomBytes } clientRandom
        )
        {
            (Client, ClientRandom, OfferedSuites) = (side, clientRandom, client.CipherSuites);
            OffersEarlyData = client.ExtensionTypes.Contains(ExtensionType.EarlyData);
            (Server, ServerRandom, RsaPrefix, SessionHash) = (null, [], [], []);
            _transcript.Begin();
        }
        else if (type == HandshakeType.ServerHello && ServerHello.TryParse(body, out var server))
        {
            (Server, ServerRandom) = (server, RandomOf(body));
        }
        else if (type == HandshakeType.ClientKeyExchange && body.Length >= LengthBytes + RsaPrefixBytes)
        {
            RsaPrefix = body.Slice(LengthBytes, RsaPrefixBytes).ToArray();
        }
        Gather(type, body);
    }

    /// <summary>A message of the handshake is missing, or is not known whole.</summary>
    public void NoteLoss() => _transcript.End();

    private void Gather(HandshakeType type, ReadOnlySpan<byte> body)
    {
        _transcript.Add(type, body);
        if (Server is null)
        {
            return;
        }
        if (type == HandshakeType.ClientKeyExchange)
        {
            SessionHash = _transcript.Hash(Version, RecordSuite.PrfOf(Server.CipherSuite));
        }
        if (type == HandshakeType.ClientKeyExchange || IsTls13 || !HasExtendedMaster)
        {
            _transcript.End();
        }
    }

    private bool Has(ushort extension) => Server?.ExtensionTypes.Contains(extension) == true;

    private static byte[] RandomOf(ReadOnlySpan<byte> body) => body.Slice(RandomOffset, RandomBytes).ToArray();
}
