namespace Portal.Analysis.Demo.Wire;

/// <summary>
/// One TCP connection on the tape: handshake, data in segments with acknowledgments, close. <see cref="Time"/> moves on
/// with what is sent.
/// </summary>
internal sealed class TcpConversation
{
    private const int MaxSegment = 1460;
    private const long SegmentGap = 40_000; // 40 µs between segments of one burst

    private readonly FrameTape _tape;
    private readonly string _scene;
    private readonly long _roundTrip;
    private readonly End _client;
    private readonly End _server;

    public TcpConversation(Network network, string scene, Station client, Station server, ushort port, long start)
    {
        _tape = network.Tape;
        _scene = scene;
        _roundTrip = network.RoundTrip(client, server);
        var random = network.Random;
        _client = new End(client, network.NextPort(client), (uint)random.NextUInt64(), (ushort)random.Next(0, 65536));
        _server = new End(server, port, (uint)random.NextUInt64(), (ushort)random.Next(0, 65536));
        Time = start;
        Open();
    }

    /// <summary>Nanoseconds since 1970 UTC of the next frame.</summary>
    public long Time { get; private set; }

    /// <summary>Nothing is sent for this long.</summary>
    public void Wait(double seconds) => Time += (long)(seconds * 1e9);

    public void ClientSends(ReadOnlySpan<byte> data) => Send(_client, _server, data);

    public void ServerSends(ReadOnlySpan<byte> data) => Send(_server, _client, data);

    /// <summary>The client closes, the server follows.</summary>
    public void Close()
    {
        Emit(_client, _server, fin: true);
        Time += _roundTrip;
        Emit(_server, _client, fin: true);
        Time += _roundTrip / 2;
        Emit(_client, _server);
    }

    private void Open()
    {
        Emit(_client, _server, syn: true, ack: false);
        Time += _roundTrip;
        Emit(_server, _client, syn: true);
        Time += _roundTrip / 2;
        Emit(_client, _server);
        Time += SegmentGap;
    }

    private void Send(End from, End to, ReadOnlySpan<byte> data)
    {
        var segments = 0;
        while (!data.IsEmpty)
        {
            var part = data[..Math.Min(MaxSegment, data.Length)];
            data = data[part.Length..];
            Emit(from, to, part, push: data.IsEmpty);
            Time += SegmentGap;
            if (++segments % 2 == 0 || data.IsEmpty)
            {
                Emit(to, from);
                Time += SegmentGap;
            }
        }
        Time += _roundTrip / 2;
    }

    private void Emit(
        End from,
        End to,
        ReadOnlySpan<byte> payload = default,
        bool syn = false,
        bool ack = true,
        bool push = false,
        bool fin = false
    )
    {
        var header = new TcpHeader(
            from.Port,
            to.Port,
            from.Sequence,
            ack ? to.Sequence : 0,
            syn,
            ack,
            push,
            fin,
            Window: syn ? (ushort)64240 : (ushort)1026,
            Identification: from.NextIdentification()
        );
        _tape.Add(Time, Frames.Tcp(from.Station, to.Station, header, payload), _scene);
        from.Sequence += (uint)payload.Length + (syn || fin ? 1u : 0u);
    }

    private sealed class End(Station station, ushort port, uint sequence, ushort identification)
    {
        private ushort _identification = identification;

        public Station Station { get; } = station;
        public ushort Port { get; } = port;
        public uint Sequence { get; set; } = sequence;

        public ushort NextIdentification() => _identification++;
    }
}
