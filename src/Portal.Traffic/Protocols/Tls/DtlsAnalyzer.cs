namespace Portal.Traffic.Protocols.Tls;

/// <summary>The record layer of DTLS (RFC 6347 §4.1, RFC 9147 §4). What is not DTLS in the flow (STUN, RTP) is passed by.</summary>
internal sealed class DtlsAnalyzer(FlowContext flow) : IFlowAnalyzer
{
    private const byte LastStun = 3; // first bytes, RFC 7983 §7
    private const int UnifiedHeaderMask = 0xE0; // RFC 9147 §4: 001CSLEE
    private const int UnifiedHeader = 0x20;

    private readonly TlsSession _session = new(flow, isDatagram: true, carrier: 'd');
    private readonly HeartbeatWatch _heartbeats = new(flow);
    private readonly DatagramHandshake _originator = new();
    private readonly DatagramHandshake _responder = new();
    private bool _isOver;

    /// <summary>Of the record that is read: the handshake messages that end in it, put together. Only kept for the packet tree.</summary>
    private List<byte[]>? _shown;

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (flow.IsShown && bytes is [<= LastStun, ..])
        {
            flow.Carried("stun").OnMessage(side, 0, bytes, frame);
            return;
        }
        var reader = new ByteReader(bytes);
        while (reader.Remaining > 0 && !_isOver)
        {
            var start = reader.Position;
            var type = reader.ReadByte();
            if ((type & UnifiedHeaderMask) == UnifiedHeader)
            {
                // Encrypted, to the datagram's end as far as anybody without the connection identifier's length can tell.
                if (_session.IsTls13 && !_session.IsEstablished)
                {
                    _session.OnCiphertext(side, frame);
                }
                return;
            }
            var version = reader.ReadUInt16();
            var epoch = reader.ReadUInt16();
            reader.Skip(6); // sequence number
            var body = reader.Take(reader.ReadUInt16());
            if (reader.Failed || !TlsVersion.IsDatagram(version) || !IsKnown(type))
            {
                return;
            }
            _shown = flow.IsShown ? [] : null;
            OnRecord(side, (ContentType)type, epoch, body, frame);
            flow.Show(DtlsFields.Add, side, bytes[start..reader.Position], _shown);
        }
    }

    public void OnGap(Side side, long bytes, FrameStamp frame) { }

    public void OnEnd(Side side, FrameStamp frame) { }

    public void OnDone() => _session.Finish();

    private static bool IsKnown(byte type) =>
        type is >= (byte)ContentType.ChangeCipherSpec and <= (byte)ContentType.Heartbeat;

    private void OnRecord(Side side, ContentType type, int epoch, ReadOnlySpan<byte> body, FrameStamp frame)
    {
        var isCiphertext = epoch > 0;
        if (type == ContentType.Heartbeat)
        {
            _heartbeats.OnRecord(side, body.Length, isCiphertext ? default : body[..Math.Min(3, body.Length)]);
        }
        if (_session.IsEstablished)
        {
            return;
        }
        if (isCiphertext)
        {
            _session.OnCiphertext(side, frame);
            return;
        }
        switch (type)
        {
            case ContentType.Handshake:
                OnHandshake(side, body, frame);
                break;
            case ContentType.ChangeCipherSpec:
                _session.OnChangeCipherSpec(side, frame);
                break;
            case ContentType.Alert when body is [_, var description, ..]:
                _session.OnAlert(side, description, frame);
                break;
            case ContentType.Heartbeat:
                _session.OnHeartbeat(side, frame);
                break;
        }
    }

    private void OnHandshake(Side side, ReadOnlySpan<byte> body, FrameStamp frame)
    {
        var fragments = side == Side.Originator ? _originator : _responder;
        var reader = new ByteReader(body);
        while (reader.Remaining > 0 && !_isOver)
        {
            var outcome = fragments.Take(ref reader, frame, out var message);
            switch (outcome)
            {
                case DatagramHandshake.Outcome.Whole:
                    _shown?.Add(message.Body.ToArray());
                    if (!_session.OnHandshake(side, message.Type, message.Body, message.First, frame))
                    {
                        Fail($"unreadable {message.Type}");
                    }
                    break;
                case DatagramHandshake.Outcome.TooLong:
                    flow.Weird("tls_handshake_message_too_long", message.Type.ToString(), "DTLS");
                    return;
                case DatagramHandshake.Outcome.Broken:
                    Fail("fragment outside of its message");
                    return;
            }
        }
    }

    private void Fail(string reason)
    {
        if (_session.IsConfirmed)
        {
            flow.Weird("tls_unreadable", reason, "DTLS");
            return;
        }
        _isOver = true;
        _session.Finish();
        flow.Reject(reason);
    }
}
