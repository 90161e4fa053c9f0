namespace Portal.Traffic.Protocols.Tls;

/// <summary>The hellos of SSL 2.0 (Netscape 1995, RFC 6101 appendix E), which early TLS clients sent too.</summary>
internal sealed class Ssl2Hello
{
    public const int ClientHelloType = 1;
    public const int ClientMasterKeyType = 2;
    public const int ServerHelloType = 4;

    private const int CipherKindBytes = 3;
    private const int MinChallengeBytes = 16;
    private const int MaxChallengeBytes = 32;
    private const int MaxSessionIdBytes = 32;

    public required ushort Version { get; init; }
    public required byte[] SessionId { get; init; }

    /// <summary>24-bit numbers, in the sender's order.</summary>
    public required int[] CipherKinds { get; init; }

    /// <summary>A server's certificate as DER; empty in a client's hello.</summary>
    public required byte[] Certificate { get; init; }

    /// <summary>Reads a record's body from its type byte on.</summary>
    public static bool TryParseClient(ReadOnlySpan<byte> body, out Ssl2Hello hello)
    {
        var reader = new ByteReader(body);
        var type = reader.ReadByte();
        var version = reader.ReadUInt16();
        var cipherBytes = reader.ReadUInt16();
        var sessionBytes = reader.ReadUInt16();
        var challengeBytes = reader.ReadUInt16();
        var kinds = reader.Take(cipherBytes);
        var session = reader.Take(sessionBytes);
        reader.Skip(challengeBytes);
        hello = new Ssl2Hello
        {
            Version = version,
            SessionId = session.ToArray(),
            CipherKinds = Kinds(kinds),
            Certificate = [],
        };
        return !reader.Failed
            && reader.Remaining == 0
            && type == ClientHelloType
            && (version == TlsVersion.Ssl2 || TlsVersion.IsRecord(version))
            && cipherBytes > 0
            && cipherBytes % CipherKindBytes == 0
            && sessionBytes <= MaxSessionIdBytes
            && challengeBytes is >= MinChallengeBytes and <= MaxChallengeBytes;
    }

    /// <summary>Reads a record's body from its type byte on.</summary>
    public static bool TryParseServer(ReadOnlySpan<byte> body, out Ssl2Hello hello)
    {
        var reader = new ByteReader(body);
        var type = reader.ReadByte();
        reader.Skip(2); // session identifier hit, certificate type
        var version = reader.ReadUInt16();
        var certificateBytes = reader.ReadUInt16();
        var cipherBytes = reader.ReadUInt16();
        var connectionBytes = reader.ReadUInt16();
        var certificate = reader.Take(certificateBytes);
        var kinds = reader.Take(cipherBytes);
        var connection = reader.Take(connectionBytes);
        hello = new Ssl2Hello
        {
            Version = version,
            SessionId = connection.ToArray(),
            CipherKinds = Kinds(kinds),
            Certificate = certificate.ToArray(),
        };
        return !reader.Failed && type == ServerHelloType && version == TlsVersion.Ssl2;
    }

    private static int[] Kinds(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        var kinds = new int[bytes.Length / CipherKindBytes];
        for (var i = 0; i < kinds.Length; i++)
        {
            kinds[i] = reader.ReadUInt24();
        }
        return kinds;
    }
}
