using Portal.Traffic.KeyLogs;

namespace Portal.Traffic.Protocols.Tls.Decryption;

/// <summary>The keys of one handshake of TLS 1.0 to 1.2: the key block and its parts (RFC 5246 §6.3).</summary>
internal sealed class EarlierKeys
{
    private const int MasterBytes = 48;

    private readonly HelloFacts _hello;
    private readonly RecordSuite _suite;
    private readonly byte[] _block;
    private readonly int _ivBytes;

    private EarlierKeys(HelloFacts hello, RecordSuite suite, ReadOnlySpan<byte> master)
    {
        _hello = hello;
        _suite = suite;
        _ivBytes =
            suite.Algorithm == RecordAlgorithm.ChaCha20Poly1305 ? AeadProtection.NonceBytes
            : suite.IsAead ? AeadProtection.SaltBytes
            : suite.BlockBytes;
        _block = new byte[2 * (MacBytes + suite.KeyBytes + _ivBytes)];
        byte[] seed = [.. hello.ServerRandom, .. hello.ClientRandom];
        PseudoRandomFunction.Derive(hello.Version, suite.Prf, master, "key expansion", seed, _block);
    }

    private int MacBytes => _suite.IsAead ? 0 : _suite.TagBytes;

    /// <summary>Null when the key log has no secret of this handshake, or its records cannot be decrypted here.</summary>
    /// <param name="hello">With the server's.</param>
    /// <param name="keys">The key log.</param>
    /// <param name="frame">The frame that needs them.</param>
    /// <param name="unsupported">Why they are of no use although they are there, else null.</param>
    public static EarlierKeys? Find(HelloFacts hello, KeyLog keys, long frame, out string? unsupported)
    {
        unsupported = null;
        if (hello.Server is not { } server)
        {
            return null;
        }
        var suite = RecordSuite.Of(server.CipherSuite);
        Span<byte> master = stackalloc byte[MasterBytes];
        if (!TryFindMaster(hello, keys, frame, master))
        {
            return null;
        }
        unsupported =
            suite is null || (suite.IsAead && hello.Version < TlsVersion.Tls12)
                ? NumberNames.CipherSuites[server.CipherSuite]
            : hello.Version is < TlsVersion.Tls10 or > TlsVersion.Tls12 ? TlsVersion.Name(hello.Version)
            : server.CompressionMethod != 0 ? "compression"
            : null;
        return unsupported is null ? new EarlierKeys(hello, suite!, master) : null;
    }

    /// <summary>The protection of what one side sends from its change cipher spec on.</summary>
    public RecordProtection Protection(bool isClient)
    {
        var key = Part(2 * MacBytes, _suite.KeyBytes, isClient);
        var iv = Part(2 * (MacBytes + _suite.KeyBytes), _ivBytes, isClient);
        if (_suite.IsAead)
        {
            return new AeadProtection(_suite, key, iv, isTls13: false);
        }
        var chainedIv = _hello.Version == TlsVersion.Tls10 ? iv : default;
        return new CbcProtection(_suite, key, Part(0, MacBytes, isClient), chainedIv, _hello.IsMacOutside);
    }

    private ReadOnlySpan<byte> Part(int start, int length, bool isClient) =>
        _block.AsSpan(start + (isClient ? 0 : length), length);

    private static bool TryFindMaster(HelloFacts hello, KeyLog keys, long frame, Span<byte> master)
    {
        if (
            keys.TryFind(KeyLogLabel.ClientRandom, hello.ClientRandom, frame, out var secret)
            || keys.TryFind(KeyLogLabel.SessionId, hello.Server!.SessionId, frame, out secret)
        )
        {
            secret.CopyTo(master);
            return true;
        }
        if (!keys.TryFind(KeyLogLabel.RsaPremaster, hello.RsaPrefix, frame, out secret))
        {
            return false;
        }
        var hash = RecordSuite.PrfOf(hello.Server!.CipherSuite);
        if (!hello.HasExtendedMaster)
        {
            byte[] seed = [.. hello.ClientRandom, .. hello.ServerRandom];
            PseudoRandomFunction.Derive(hello.Version, hash, secret, "master secret", seed, master);
            return true;
        }
        if (hello.SessionHash.Length == 0)
        {
            return false; // a message of the handshake was not captured
        }
        PseudoRandomFunction.Derive(hello.Version, hash, secret, "extended master secret", hello.SessionHash, master);
        return true;
    }
}
