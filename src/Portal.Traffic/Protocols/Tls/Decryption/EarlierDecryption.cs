using Portal.Traffic.KeyLogs;

namespace Portal.Traffic.Protocols.Tls.Decryption;

/// <summary>
/// Decrypts TLS 1.0 to 1.2: from each side's change cipher spec on, and again from the next one on when the two negotiate
/// anew inside the encryption.
/// </summary>
internal sealed class EarlierDecryption(DecryptedStream output, HelloFacts hello, KeyLog keys) : IDisposable
{
    private readonly RecordProtection?[] _active = new RecordProtection?[2];
    private readonly HandshakeBuffer?[] _messages = new HandshakeBuffer?[2];
    private EarlierKeys? _keys;
    private byte[] _keysOf = [];

    public bool Wants(Side side) => _active[(int)side] is not null;

    public void OnChangeCipherSpec(Side side, FrameStamp frame)
    {
        if (!ReferenceEquals(_keysOf, hello.ServerRandom))
        {
            _keysOf = hello.ServerRandom;
            _keys = EarlierKeys.Find(hello, keys, frame.Number, out var unsupported);
            if (unsupported is not null)
            {
                output.Refuse(unsupported);
            }
        }
        _active[(int)side]?.Dispose();
        _active[(int)side] = _keys?.Protection(side == hello.Client);
    }

    /// <summary>A record that does not open ends the decryption.</summary>
    /// <param name="side">Who sent it.</param>
    /// <param name="header">Its five bytes.</param>
    /// <param name="body">Its whole body.</param>
    /// <param name="plain">Room as large as the body.</param>
    /// <param name="frame">The frame that completed it.</param>
    public void OnRecord(
        Side side,
        ReadOnlySpan<byte> header,
        ReadOnlySpan<byte> body,
        Span<byte> plain,
        FrameStamp frame
    )
    {
        var protection = _active[(int)side]!;
        var number = protection.Sequence;
        if (!protection.TryOpen(header, body, plain, out var length))
        {
            output.Fail($"record {number} of the {(side == hello.Client ? "client" : "server")}");
            return;
        }
        var content = plain[..length];
        switch ((ContentType)header[0])
        {
            case ContentType.ApplicationData:
                output.Data(side, content, frame);
                break;
            case ContentType.Handshake:
                ReadMessages(side, content);
                break;
            case ContentType.ChangeCipherSpec:
                OnChangeCipherSpec(side, frame);
                break;
            case ContentType.Alert when content is [_, Tls13Decryption.CloseNotify, ..]:
                output.End(side, frame);
                break;
        }
    }

    public void OnLost(Side side, ContentType type, int length, FrameStamp frame)
    {
        var protection = _active[(int)side]!;
        protection.Skip();
        if (type == ContentType.Handshake)
        {
            hello.NoteLoss();
        }
        if (type == ContentType.ApplicationData)
        {
            output.Gap(side, protection.PlainLength(length), frame);
        }
    }

    public void Dispose()
    {
        _active[0]?.Dispose();
        _active[1]?.Dispose();
        Array.Clear(_active);
    }

    private void ReadMessages(Side side, ReadOnlySpan<byte> content)
    {
        var messages = _messages[(int)side] ??= new HandshakeBuffer();
        messages.Append(content);
        while (messages.TryRead(out var type, out var body, out var isTooLong))
        {
            if (isTooLong)
            {
                hello.NoteLoss();
            }
            else
            {
                hello.Note(side, type, body);
            }
        }
    }
}
