using Portal.Traffic.Protocols;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols;

/// <summary>A short conversation of one protocol.</summary>
internal sealed record ProtocolSample(
    string Name,
    Transports Transport,
    ConnectionId Id,
    IReadOnlyList<(Side Side, byte[] Bytes)> Messages
)
{
    public IProtocol Protocol => ProtocolCatalogue.All.Single(protocol => protocol.Name == Name);

    public ScriptedFlow NewFlow() => new(Id, Transport);

    /// <param name="name">The protocol's.</param>
    /// <param name="transport">What it runs over.</param>
    /// <param name="port">The responder's.</param>
    /// <param name="messages">In hexadecimal behind <c>&gt;</c> for the originator's and <c>&lt;</c> for the responder's.</param>
    public static ProtocolSample Of(string name, Transports transport, int port, params string[] messages) =>
        new(
            name,
            transport,
            ProtocolPlay.Ports(40000, port),
            [
                .. messages.Select(message =>
                    (message[0] == '>' ? Side.Originator : Side.Responder, ProtocolPlay.Bytes(message[1..]))
                ),
            ]
        );
}
