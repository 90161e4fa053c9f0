using System.Net;

namespace Portal.Analysis.Demo.Wire;

/// <summary>What all conversations of the demo share: the tape, the randomness, port numbers and distances.</summary>
internal sealed class Network(ulong seed)
{
    private readonly Dictionary<IPAddress, int> _ports = [];

    public FrameTape Tape { get; } = new();

    public DemoRandom Random { get; } = new(seed);

    /// <summary>The next ephemeral port of a client, as Windows hands them out from 49152.</summary>
    public ushort NextPort(Station client)
    {
        var used = _ports.GetValueOrDefault(client.Address, client.Address.GetAddressBytes()[3] * 37 % 9000);
        _ports[client.Address] = used + 1;
        return (ushort)(49152 + used % 16384);
    }

    /// <summary>Nanoseconds: half a millisecond inside, 18 to 42 ms to the outside.</summary>
    public long RoundTrip(Station client, Station server) =>
        client.TimeToLive == server.TimeToLive
            ? (long)(Random.Between(0.3, 0.7) * 1e6)
            : (long)(Random.Between(18, 42) * 1e6);

    /// <summary>One datagram there and one back.</summary>
    public void Exchange(
        string scene,
        Station client,
        Station server,
        ushort clientPort,
        ushort serverPort,
        long time,
        byte[] query,
        byte[]? answer
    )
    {
        Tape.Add(time, Frames.Udp(client, server, clientPort, serverPort, query, (ushort)Random.Next(0, 65536)), scene);
        if (answer is not null)
        {
            var back = time + RoundTrip(client, server);
            Tape.Add(
                back,
                Frames.Udp(server, client, serverPort, clientPort, answer, (ushort)Random.Next(0, 65536)),
                scene
            );
        }
    }
}
