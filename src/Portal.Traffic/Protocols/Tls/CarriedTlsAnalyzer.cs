using Portal.Traffic.Fields;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Tls;

/// <summary>Reads the hellos out of the handshake bytes of both sides; what follows them is encrypted.</summary>
internal sealed class CarriedTlsAnalyzer(FlowContext flow) : IHandshakeAnalyzer
{
    private readonly TlsSession _session = new(flow, isDatagram: false, carrier: 'q');
    private readonly HandshakeBuffer?[] _handshakes = new HandshakeBuffer?[2];

    public Action<Side, HandshakeHello>? Heard { get; set; }

    MessageFields IHandshakeAnalyzer.Fields => TlsFields.AddCarried;

    public void OnMessage(Side side, ulong channel, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        var handshake = _handshakes[(int)side] ??= new HandshakeBuffer();
        handshake.Append(bytes);
        while (handshake.TryRead(out var type, out var body, out var isTooLong))
        {
            if (isTooLong || !_session.OnHandshake(side, type, body, frame, frame))
            {
                flow.Weird("tls_unreadable", type.ToString(), "SSL");
                return;
            }
            Tell(side, type, body);
        }
    }

    public void OnChannelEnd(ulong channel) => Array.Clear(_handshakes);

    public void OnDone() => _session.Finish();

    private void Tell(Side side, HandshakeType type, ReadOnlySpan<byte> body)
    {
        if (type == HandshakeType.ServerHello)
        {
            Heard?.Invoke(side, new HandshakeHello(null, null));
        }
        else if (type == HandshakeType.ClientHello && ClientHello.TryParse(body, isDatagram: false, out var hello))
        {
            var name = hello.ServerNames is [var first, ..] ? first : null;
            var protocol = hello.Protocols is [var offered, ..] ? ZeekText.Decode(offered) : null;
            Heard?.Invoke(side, new HandshakeHello(name, protocol));
        }
    }
}
