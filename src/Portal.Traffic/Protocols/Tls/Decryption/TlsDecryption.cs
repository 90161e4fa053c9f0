using Portal.Traffic.KeyLogs;

namespace Portal.Traffic.Protocols.Tls.Decryption;

/// <summary>Decrypts the records of one flow with the secrets of a key log; what they carry becomes a stream inside the flow.</summary>
internal sealed class TlsDecryption(FlowContext flow, KeyLog keys, TlsSession session) : IDisposable
{
    private readonly RecordBuffers _buffers = flow.Shared<RecordBuffers>();
    private readonly DecryptedStream _output = new(flow);
    private readonly HelloFacts _hello = new();
    private EarlierDecryption? _earlier;
    private Tls13Decryption? _tls13;

    /// <summary>Whether the body of an encrypted record that begins now is needed.</summary>
    public bool Wants(Side side, ContentType type) =>
        !_output.IsOver && (_earlier?.Wants(side) == true || _tls13?.Wants(side, type) == true);

    /// <summary>Room for such a body; null when there is none left.</summary>
    public byte[]? TakeBuffer() => _buffers.Take();

    public void ReturnBuffer(byte[] buffer) => _buffers.Return(buffer);

    /// <summary>A whole message in clear.</summary>
    public void OnHandshake(Side side, HandshakeType type, ReadOnlySpan<byte> body, FrameStamp frame)
    {
        _hello.Note(side, type, body);
        if (type == HandshakeType.ClientHello)
        {
            _tls13 ??= new Tls13Decryption(_output, _hello, keys, _buffers, session);
            _tls13.OnClientHello(frame);
        }
        else if (type == HandshakeType.ServerHello && _hello is { ClientRandom.Length: > 0, Server: { } server })
        {
            if (server.IsRetryRequest)
            {
                _tls13?.OnRetryRequest();
            }
            else if (_hello.IsTls13)
            {
                _tls13?.OnServerHello(frame);
            }
            else
            {
                _tls13?.Dispose();
                _tls13 = null;
                _earlier = new EarlierDecryption(_output, _hello, keys);
            }
        }
    }

    /// <summary>A message in clear is too long to be kept, or bytes are missing where one may have been.</summary>
    public void OnHandshakeLost() => _hello.NoteLoss();

    /// <summary>One in clear.</summary>
    public void OnChangeCipherSpec(Side side, FrameStamp frame)
    {
        if (!_output.IsOver)
        {
            _earlier?.OnChangeCipherSpec(side, frame);
        }
    }

    /// <summary>An encrypted record that was wanted.</summary>
    /// <param name="side">Who sent it.</param>
    /// <param name="header">Its five bytes.</param>
    /// <param name="body">Its body; shorter than the header says when it is not there.</param>
    /// <param name="length">Of the body on the wire.</param>
    /// <param name="first">The frame in which it begins.</param>
    /// <param name="frame">The frame that completed it.</param>
    public void OnRecord(
        Side side,
        ReadOnlySpan<byte> header,
        ReadOnlySpan<byte> body,
        int length,
        FrameStamp first,
        FrameStamp frame
    )
    {
        if (length > RecordBuffers.MaxBody)
        {
            _output.Fail("a record longer than any may be");
            session.Release();
            return;
        }
        var plain = body.Length == length ? _buffers.Take() : null;
        if (plain is null)
        {
            _earlier?.OnLost(side, (ContentType)header[0], length, frame);
            _tls13?.OnLost(side, length, frame);
            return;
        }
        try
        {
            var room = plain.AsSpan(0, Math.Max(body.Length, 1));
            _earlier?.OnRecord(side, header, body, room, frame);
            _tls13?.OnRecord(side, header, body, room, first, frame);
        }
        finally
        {
            _buffers.Return(plain);
        }
    }

    /// <summary>The side sends no more.</summary>
    public void OnEnd(Side side, FrameStamp frame) => _output.End(side, frame);

    public void Dispose()
    {
        _earlier?.Dispose();
        _tls13?.Dispose();
    }
}
