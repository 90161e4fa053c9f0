using Portal.Traffic.Protocols.Tls.Decryption;

namespace Portal.Traffic.Protocols.Tls;

/// <summary>
/// The record layer of SSL and TLS over TCP (RFC 8446 §5.1), and the hellos of SSL 2.0. Encrypted records are skipped by
/// their length, unless there are keys to decrypt them.
/// </summary>
internal sealed class TlsAnalyzer(FlowContext flow) : IFlowAnalyzer, IDisposable
{
    private readonly TlsSession _session = new(flow, isDatagram: false, carrier: 't');
    private readonly HeartbeatWatch _heartbeats = new(flow);
    private readonly RecordReader _originator = new() { Shown = flow.IsShown ? new ShownRecord() : null };
    private readonly RecordReader _responder = new() { Shown = flow.IsShown ? new ShownRecord() : null };
    private TlsDecryption? _decryption;
    private bool _isOver;
    private bool _isSsl2;

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        var reader = Reader(side);
        while (!bytes.IsEmpty && !reader.IsLost && !_isOver)
        {
            if (reader.IsInHeader)
            {
                bytes = reader.TakeHeader(bytes, frame);
                if (!reader.IsInHeader)
                {
                    StartRecord(side, reader, frame);
                }
                continue;
            }
            var body = bytes[..(int)Math.Min(reader.Left, bytes.Length)];
            bytes = bytes[body.Length..];
            reader.TakeBody(body);
            if (reader.Left == 0)
            {
                EndRecord(side, reader, frame);
            }
        }
    }

    public void OnGap(Side side, long bytes, FrameStamp frame)
    {
        var reader = Reader(side);
        if (reader.IsLost || _isOver)
        {
            return;
        }
        if (!reader.IsInHeader && reader.IsSkipping && bytes <= reader.Left)
        {
            DropBody(reader);
            reader.Left -= bytes;
            if (reader.Left == 0)
            {
                EndRecord(side, reader, frame);
            }
            return;
        }
        // Where the next record begins is not known any more.
        reader.IsLost = true;
        _decryption?.OnHandshakeLost();
    }

    public void OnEnd(Side side, FrameStamp frame)
    {
        Reader(side).IsLost = true;
        _decryption?.OnEnd(side, frame);
    }

    public void OnDone()
    {
        DropBody(_originator);
        DropBody(_responder);
        Dispose();
        _session.Finish();
    }

    public void Dispose() => _decryption?.Dispose();

    private RecordReader Reader(Side side) => side == Side.Originator ? _originator : _responder;

    private void StartRecord(Side side, RecordReader reader, FrameStamp frame)
    {
        var header = reader.Header;
        if (!reader.HasSeenTls && header[0] >= 0x80)
        {
            StartSsl2Record(side, reader, frame);
            return;
        }
        var version = (header[1] << 8) | header[2];
        if (_isSsl2 || !TlsVersion.IsRecord(version) || (!reader.HasSeenTls && !IsKnown(header[0])))
        {
            Fail(reader, $"record of type {header[0]} and version {version:X4}");
            return;
        }
        reader.Begin((ContentType)header[0], (header[3] << 8) | header[4]);
        reader.IsCiphertext = _session.IsCiphertext(side, reader.Type);
        if (reader.IsCiphertext && _decryption?.Wants(side, reader.Type) == true)
        {
            reader.IsWanted = true;
            reader.Body = reader.Length <= RecordBuffers.MaxBody ? _decryption.TakeBuffer() : null;
        }
        reader.IsSkipping = reader.IsCiphertext || reader.Type == ContentType.ApplicationData || !IsKnown(header[0]);
        if (!IsKnown(header[0]))
        {
            flow.Weird("tls_unknown_record_type", header[0].ToString(), "SSL");
        }
        if (reader.Left == 0)
        {
            EndRecord(side, reader, frame);
        }
    }

    private static bool IsKnown(byte type) =>
        type is >= (byte)ContentType.ChangeCipherSpec and <= (byte)ContentType.Heartbeat;

    private void EndRecord(Side side, RecordReader reader, FrameStamp frame)
    {
        reader.End();
        if (reader.Ssl2Type != 0)
        {
            EndSsl2Record(side, reader, frame);
        }
        else
        {
            reader.Shown?.Show(flow, side, reader, _session.IsTls13);
        }
        if (reader.Ssl2Type == 0 && reader.Type == ContentType.Heartbeat)
        {
            _heartbeats.OnRecord(side, reader.Length, reader.IsCiphertext ? default : reader.Head);
        }
        if (reader.IsCiphertext)
        {
            if (reader.IsWanted)
            {
                Decrypt(side, reader, frame);
            }
            if (!_session.IsEstablished)
            {
                _session.OnCiphertext(side, frame);
            }
            return;
        }
        if (_session.IsEstablished)
        {
            return;
        }
        switch (reader.Type)
        {
            case ContentType.Handshake:
                ReadMessages(side, reader, frame);
                break;
            case ContentType.ChangeCipherSpec:
                _session.OnChangeCipherSpec(side, frame);
                _decryption?.OnChangeCipherSpec(side, frame);
                break;
            case ContentType.Alert when reader.Head is [_, var description, ..]:
                _session.OnAlert(side, description, frame);
                break;
            case ContentType.Heartbeat:
                _session.OnHeartbeat(side, frame);
                break;
            case ContentType.ApplicationData:
                _session.Begin(frame);
                flow.Weird("ssl_early_application_data", source: "SSL");
                break;
        }
    }

    private void ReadMessages(Side side, RecordReader reader, FrameStamp frame)
    {
        _session.Begin(frame, reader.MessageStart);
        while (reader.Messages.TryRead(out var type, out var body, out var isTooLong))
        {
            if (isTooLong)
            {
                _session.OnLongHandshake(side, type, frame);
                _decryption?.OnHandshakeLost();
            }
            else if (!_session.OnHandshake(side, type, body, reader.MessageStart, frame))
            {
                Fail(reader, $"unreadable {type}");
                return;
            }
            else
            {
                Tell(side, type, body, frame);
            }
            reader.MessageStart = reader.Start;
        }
    }

    /// <summary>Decryption begins with a client's hello, when there is a key log.</summary>
    private void Tell(Side side, HandshakeType type, ReadOnlySpan<byte> body, FrameStamp frame)
    {
        if (_decryption is null && type == HandshakeType.ClientHello && flow.Keys is { IsEmpty: false } keys)
        {
            _decryption = new TlsDecryption(flow, keys, _session);
        }
        _decryption?.OnHandshake(side, type, body, frame);
    }

    private void Decrypt(Side side, RecordReader reader, FrameStamp frame)
    {
        var body = reader.Body is { } held ? held.AsSpan(0, reader.Length) : default;
        _decryption!.OnRecord(side, reader.Header, body, reader.Length, reader.Start, frame);
        DropBody(reader);
    }

    private void DropBody(RecordReader reader)
    {
        if (reader.Body is { } body)
        {
            _decryption!.ReturnBuffer(body);
            reader.Body = null;
        }
    }

    private void StartSsl2Record(Side side, RecordReader reader, FrameStamp frame)
    {
        var header = reader.Header;
        var type = header[2];
        // Two bytes of length without its top bit, then the message; three of its bytes are in the header already.
        var length = (((header[0] & 0x7F) << 8) | header[1]) - (RecordReader.HeaderBytes - 2);
        var isExpected =
            type == Ssl2Hello.ClientHelloType && side == Side.Originator && !_isSsl2
            || type == Ssl2Hello.ServerHelloType && side == Side.Responder
            || type == Ssl2Hello.ClientMasterKeyType && _isSsl2;
        if (!isExpected || length <= 0)
        {
            Fail(reader, $"SSL 2.0 record of type {type}");
            return;
        }
        reader.BeginSsl2(type, length);
    }

    private void EndSsl2Record(Side side, RecordReader reader, FrameStamp frame)
    {
        var isRead = true;
        switch (reader.Ssl2Type)
        {
            case Ssl2Hello.ClientHelloType:
                isRead = Ssl2Hello.TryParseClient(reader.Ssl2Body, out var clientHello);
                if (isRead)
                {
                    _session.OnSsl2ClientHello(side, clientHello, reader.Start, frame);
                }
                break;
            case Ssl2Hello.ServerHelloType:
                isRead = Ssl2Hello.TryParseServer(reader.Ssl2Body, out var serverHello);
                if (isRead)
                {
                    _isSsl2 = true;
                    _session.OnSsl2ServerHello(side, serverHello, frame);
                }
                break;
            default:
                _session.Establish(frame);
                _isOver = true; // the rest is encrypted
                break;
        }
        if (!isRead)
        {
            Fail(reader, "unreadable SSL 2.0 hello");
        }
    }

    /// <summary>
    /// Not TLS, or no longer. Before a hello was read the flow is handed back; after it what was learnt counts and the side
    /// is given up.
    /// </summary>
    private void Fail(RecordReader reader, string reason)
    {
        reader.IsLost = true;
        if (_session.IsEstablished)
        {
            return;
        }
        if (_session.IsConfirmed)
        {
            flow.Weird("tls_unreadable", reason, "SSL");
            return;
        }
        _isOver = true;
        _session.Finish();
        flow.Reject(reason);
    }
}
