using Portal.Analysis.Demo.Messages;
using Portal.Analysis.Demo.Wire;

namespace Portal.Analysis.Demo.Scenes;

/// <summary>Name look-ups through the domain controller, as every client makes them before it connects.</summary>
internal static class Names
{
    private const uint TimeToLive = 300;

    /// <summary>Plays query and answer; returns when the client may connect.</summary>
    public static long Resolve(Network network, string scene, Station client, Station target, long time)
    {
        var id = (ushort)network.Random.Next(0, 65536);
        network.Exchange(
            scene,
            client,
            IncidentPlan.DomainController,
            network.NextPort(client),
            53,
            time,
            DnsMessages.Query(id, target.Name, DnsMessages.A),
            DnsMessages.AddressAnswer(id, target.Name, TimeToLive, target.Address)
        );
        return time + 4_000_000;
    }
}
