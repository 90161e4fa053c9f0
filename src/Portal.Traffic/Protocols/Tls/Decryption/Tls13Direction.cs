namespace Portal.Traffic.Protocols.Tls.Decryption;

/// <summary>
/// The keys of one direction of TLS 1.3. They follow each other as messages say; where such a message was missed, or a
/// secret is not there, the keys that come next are tried: the authentication of a record tells which are right.
/// </summary>
internal sealed class Tls13Direction : IDisposable
{
    /// <summary>
    /// Records that may fail while the keys that they are under are not there: certificates, or early data that the server
    /// refuses.
    /// </summary>
    private const int MaxUnknown = 256;

    private RecordSuite? _suite;
    private List<(RecordSuite Suite, RecordProtection Protection)>? _early;
    private RecordProtection? _current;
    private byte[]? _handshake;
    private byte[]? _application;
    private int _unknown;

    public Tls13Stage Stage { get; private set; } = Tls13Stage.Handshake;

    public bool HasKeys => _early is not null || _handshake is not null || _application is not null;

    /// <summary>The secret of the handshake is there.</summary>
    public bool HasHandshake => _handshake is not null;

    /// <summary>The client means to send early data. Its suite is that of the session before: all that fit are tried.</summary>
    /// <param name="secret">Null when it is not known.</param>
    /// <param name="offered">The suites of the client's hello.</param>
    public void ExpectEarly(byte[]? secret, ushort[] offered)
    {
        Stage = Tls13Stage.Early;
        if (secret is null)
        {
            return;
        }
        _early = [];
        foreach (var number in offered.Distinct())
        {
            if (Tls13Suites.Of(number) is { } suite && suite.SecretBytes == secret.Length)
            {
                _early.Add((suite, TrafficSecret.Protection(suite, secret)));
            }
        }
    }

    /// <summary>The server has chosen; null secrets are not known.</summary>
    public void Begin(RecordSuite suite, byte[]? handshake, byte[]? application)
    {
        (_suite, _handshake, _application) = (suite, Fitting(handshake), Fitting(application));
        if (Stage == Tls13Stage.Handshake)
        {
            MoveTo(Tls13Stage.Handshake);
        }

        byte[]? Fitting(byte[]? secret) => secret?.Length == suite.SecretBytes ? secret : null;
    }

    /// <summary>A retry request: the client begins anew, and what it sent early is lost.</summary>
    public void Restart()
    {
        DropEarly();
        Stage = Tls13Stage.Handshake;
    }

    /// <summary>The side's last message under the keys of the stage has come.</summary>
    public void MoveTo(Tls13Stage stage)
    {
        var secret = stage == Tls13Stage.Handshake ? _handshake : _application;
        Use(stage, secret is null ? null : TrafficSecret.Protection(_suite!, secret));
    }

    /// <summary>The side's next records are under the next generation of its keys (RFC 8446 §7.2).</summary>
    public void Update()
    {
        if (Stage == Tls13Stage.Application && _application is not null)
        {
            _application = TrafficSecret.Next(_suite!, _application);
            MoveTo(Tls13Stage.Application);
        }
    }

    /// <summary>Opens a record with the keys of now, or with those that may follow.</summary>
    public bool TryOpen(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, Span<byte> plain, out int length)
    {
        if (Stage == Tls13Stage.Early && TryOpenEarly(header, body, plain, out length))
        {
            return true;
        }
        if (_current is not null && _current.TryOpen(header, body, plain, out length))
        {
            return true;
        }
        length = 0;
        return (
                Stage == Tls13Stage.Early
                && TryOpenNext(Tls13Stage.Handshake, _handshake, header, body, plain, out length)
            )
            || (
                Stage != Tls13Stage.Application
                && TryOpenNext(Tls13Stage.Application, _application, header, body, plain, out length)
            )
            || (Stage == Tls13Stage.Application && TryOpenUpdated(header, body, plain, out length));
    }

    /// <summary>That a record did not open says nothing: it is under keys that are not there.</summary>
    public bool MayBeUnknown() =>
        (Stage == Tls13Stage.Early || (Stage == Tls13Stage.Handshake && _handshake is null)) && ++_unknown < MaxUnknown;

    /// <summary>A record went by without being captured whole; the bytes of data in it, as far as that can be told.</summary>
    public int Skip(int bodyLength)
    {
        var protection = Stage == Tls13Stage.Early && _early is [var (_, only)] ? only : _current;
        protection?.Skip();
        return Stage == Tls13Stage.Application ? protection?.PlainLength(bodyLength) ?? 0 : 0;
    }

    public void Dispose()
    {
        DropEarly();
        _current?.Dispose();
        _current = null;
    }

    private void Use(Tls13Stage stage, RecordProtection? protection)
    {
        DropEarly();
        _current?.Dispose();
        (Stage, _current) = (stage, protection);
    }

    private bool TryOpenEarly(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, Span<byte> plain, out int length)
    {
        length = 0;
        for (var i = 0; i < _early?.Count; i++)
        {
            if (_early[i].Protection.TryOpen(header, body, plain, out length))
            {
                foreach (var (_, other) in _early.Where((_, index) => index != i))
                {
                    other.Dispose();
                }
                _early = [_early[i]];
                return true;
            }
        }
        return false;
    }

    private bool TryOpenNext(
        Tls13Stage stage,
        byte[]? secret,
        ReadOnlySpan<byte> header,
        ReadOnlySpan<byte> body,
        Span<byte> plain,
        out int length
    )
    {
        length = 0;
        if (secret is null)
        {
            return false;
        }
        var protection = TrafficSecret.Protection(_suite!, secret);
        if (!protection.TryOpen(header, body, plain, out length))
        {
            protection.Dispose();
            return false;
        }
        Use(stage, protection);
        return true;
    }

    private bool TryOpenUpdated(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, Span<byte> plain, out int length)
    {
        length = 0;
        if (_application is null)
        {
            return false;
        }
        var next = TrafficSecret.Next(_suite!, _application);
        if (!TryOpenNext(Tls13Stage.Application, next, header, body, plain, out length))
        {
            return false;
        }
        _application = next;
        return true;
    }

    private void DropEarly()
    {
        _early?.ForEach(entry => entry.Protection.Dispose());
        _early = null;
    }
}
