using Portal.Traffic.KeyLogs;

namespace Portal.Traffic.Protocols.Tls.Decryption;

/// <summary>Decrypts TLS 1.3 (RFC 8446 §5.2): the rest of the handshake, early data, and data through all key updates.</summary>
internal sealed class Tls13Decryption(
    DecryptedStream output,
    HelloFacts hello,
    KeyLog keys,
    RecordBuffers buffers,
    TlsSession session
) : IDisposable
{
    public const byte CloseNotify = 0; // RFC 8446 §6.1

    private readonly Tls13Direction[] _directions = [new(), new()];
    private readonly HandshakeBuffer[] _messages = [new(), new()];
    private readonly FrameStamp[] _messageStarts = new FrameStamp[2];
    private readonly EarlyData _early = new(buffers);
    private bool _isHandshakeOver;

    private Side Server => hello.Client == Side.Originator ? Side.Responder : Side.Originator;

    private Tls13Direction Client => _directions[(int)hello.Client];

    public bool Wants(Side side, ContentType type) =>
        type == ContentType.ApplicationData && _directions[(int)side].HasKeys;

    public void OnClientHello(FrameStamp frame)
    {
        if (hello.OffersEarlyData)
        {
            Client.ExpectEarly(Find(KeyLogLabel.ClientEarlyTraffic, frame), hello.OfferedSuites);
        }
    }

    public void OnRetryRequest()
    {
        _early.Decide(isAccepted: false, hello.Client, output);
        Client.Restart();
    }

    public void OnServerHello(FrameStamp frame)
    {
        var clientHandshake = Find(KeyLogLabel.ClientHandshakeTraffic, frame);
        var clientTraffic = Find(KeyLogLabel.ClientTraffic, frame);
        var serverHandshake = Find(KeyLogLabel.ServerHandshakeTraffic, frame);
        var serverTraffic = Find(KeyLogLabel.ServerTraffic, frame);
        var hasAny = (clientHandshake ?? clientTraffic ?? serverHandshake ?? serverTraffic) is not null;
        if (!hasAny && !Client.HasKeys)
        {
            return;
        }
        if (Tls13Suites.Of(hello.Server!.CipherSuite) is not { } suite)
        {
            output.Refuse(NumberNames.CipherSuites[hello.Server.CipherSuite]);
            return;
        }
        Client.Begin(suite, clientHandshake, clientTraffic);
        _directions[(int)Server].Begin(suite, serverHandshake, serverTraffic);
        // The certificates are still to come; they belong into the row.
        session.IsHeld = _directions[(int)Server].HasHandshake;
    }

    /// <summary>A record that does not open ends the decryption, unless it is under keys that are not there.</summary>
    /// <param name="side">Who sent it.</param>
    /// <param name="header">Its five bytes.</param>
    /// <param name="body">Its whole body.</param>
    /// <param name="plain">Room as large as the body.</param>
    /// <param name="first">The frame in which it begins.</param>
    /// <param name="frame">The frame that completed it.</param>
    public void OnRecord(
        Side side,
        ReadOnlySpan<byte> header,
        ReadOnlySpan<byte> body,
        Span<byte> plain,
        FrameStamp first,
        FrameStamp frame
    )
    {
        var direction = _directions[(int)side];
        if (!direction.TryOpen(header, body, plain, out var length))
        {
            if (!direction.MayBeUnknown())
            {
                Fail($"{direction.Stage} record of the {(side == hello.Client ? "client" : "server")}");
            }
            return;
        }
        // The content, its type, and zeros to hide the length.
        var inner = plain[..length].TrimEnd((byte)0);
        if (inner.IsEmpty)
        {
            Fail("a record without a type");
            return;
        }
        NoteStage(side, direction);
        var content = inner[..^1];
        switch ((ContentType)inner[^1])
        {
            case ContentType.Handshake:
                ReadMessages(side, content, first, frame);
                break;
            case ContentType.ApplicationData when direction.Stage == Tls13Stage.Early && _early.IsAccepted is null:
                _early.Hold(content, frame);
                break;
            case ContentType.ApplicationData when direction.Stage != Tls13Stage.Early || _early.IsAccepted == true:
                output.Data(side, content, frame);
                break;
            case ContentType.Alert when content is [_, CloseNotify, ..]:
                output.End(side, frame);
                break;
        }
    }

    public void OnLost(Side side, int length, FrameStamp frame) =>
        output.Gap(side, _directions[(int)side].Skip(length), frame);

    public void Dispose()
    {
        // Nobody said whether the server took it; the client sent it.
        _early.Decide(isAccepted: true, hello.Client, output);
        _directions[0].Dispose();
        _directions[1].Dispose();
    }

    private byte[]? Find(KeyLogLabel label, FrameStamp frame) =>
        keys.TryFind(label, hello.ClientRandom, frame.Number, out var secret) ? secret.ToArray() : null;

    private void ReadMessages(Side side, ReadOnlySpan<byte> content, FrameStamp first, FrameStamp frame)
    {
        var messages = _messages[(int)side];
        if (!messages.IsInMessage)
        {
            _messageStarts[(int)side] = first;
        }
        messages.Append(content);
        while (messages.TryRead(out var type, out var body, out var isTooLong))
        {
            if (!isTooLong)
            {
                OnMessage(side, type, body, _messageStarts[(int)side], frame);
            }
            _messageStarts[(int)side] = first;
        }
    }

    private void OnMessage(Side side, HandshakeType type, ReadOnlySpan<byte> body, FrameStamp first, FrameStamp frame)
    {
        var direction = _directions[(int)side];
        switch (type)
        {
            case HandshakeType.EncryptedExtensions when side == Server:
                _early.Decide(HasEarlyData(body), hello.Client, output);
                break;
            case HandshakeType.Certificate:
                session.OnDecryptedCertificates(side, body, first, frame);
                break;
            case HandshakeType.CompressedCertificate:
                if (CertificateCompression.TryExpand(body, out var whole))
                {
                    session.OnDecryptedCertificates(side, whole, first, frame);
                }
                break;
            case HandshakeType.EndOfEarlyData when side == hello.Client && direction.Stage == Tls13Stage.Early:
                _early.Decide(isAccepted: true, hello.Client, output);
                direction.MoveTo(Tls13Stage.Handshake);
                break;
            case HandshakeType.Finished when direction.Stage == Tls13Stage.Handshake:
                direction.MoveTo(Tls13Stage.Application);
                NoteStage(side, direction);
                break;
            case HandshakeType.KeyUpdate:
                direction.Update();
                break;
        }
    }

    /// <summary>The row of the handshake is whole when neither side can show a certificate any more.</summary>
    private void NoteStage(Side side, Tls13Direction direction)
    {
        if (
            !_isHandshakeOver
            && direction.Stage == Tls13Stage.Application
            && (side == hello.Client || !Client.HasHandshake)
        )
        {
            _isHandshakeOver = true;
            session.Release();
        }
    }

    private void Fail(string reason)
    {
        output.Fail(reason);
        session.Release();
    }

    /// <summary>RFC 8446 §4.3.1: the extensions that the server answers in secret.</summary>
    private static bool HasEarlyData(ReadOnlySpan<byte> body)
    {
        var extensions = new HelloExtensions(body);
        while (extensions.TryNext(out var type, out _))
        {
            if (type == ExtensionType.EarlyData)
            {
                return true;
            }
        }
        return false;
    }
}
