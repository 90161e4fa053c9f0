using Portal.Analysis.Demo.Messages;
using Portal.Analysis.Demo.Wire;

namespace Portal.Analysis.Demo.Scenes;

/// <summary>
/// The implant calls home over TLS every 60 s ± 12 %, 237 times; in eighteen of the sessions it uploads what was
/// collected, which is most of the volume that leaves the network.
/// </summary>
internal sealed class BeaconScene : IScene
{
    public const int Connections = 237;
    private const string Scene = "beacon";
    private const double Period = 60;
    private const double Jitter = 0.12;
    private const ushort Suite = 0xc030;

    public IEnumerable<IncidentTruth> Truths =>
        [
            new(
                Scene,
                "10.1.5.42",
                "185.220.101.42",
                443,
                ["T1071.001", "T1573.002"],
                "Beacon over TLS every 60 s ± 12 %, 237 connections, self-signed certificate"
            ),
            new(Scene, "10.1.5.42", "185.220.101.42", 443, ["T1041"], "Upload through the command channel"),
        ];

    public IEnumerable<IncidentTruth> LookAlikes => [];

    public void Play(Network network)
    {
        var random = network.Random;
        var certificate = DemoCertificates.SelfSigned(IncidentPlan.CommandName);
        var time = IncidentPlan.At("14:01:12");
        for (var i = 0; i < Connections; i++)
        {
            if (i % 5 == 0)
            {
                Names.Resolve(network, Scene, IncidentPlan.Victim, IncidentPlan.Command, time - 45_000_000);
            }
            var tcp = new TcpConversation(network, Scene, IncidentPlan.Victim, IncidentPlan.Command, 443, time);
            var tls = new TlsSession(tcp, random);
            tls.Handshake12(TlsClientProfile.Implant, IncidentPlan.CommandName, Suite, certificate);
            tls.ClientSends(random.Next(308, 325));
            tls.ServerSends(random.Next(180, 230));
            if (IsUpload(i))
            {
                tls.ClientSends(random.Next(540_000, 640_000));
                tls.ServerSends(96);
            }
            tcp.Wait(random.Between(0.05, 0.2));
            tcp.Close();
            time += (long)(Period * random.Between(1 - Jitter, 1 + Jitter) * 1e9);
        }
    }

    private static bool IsUpload(int connection) => connection is > 95 and < 222 && connection % 7 == 3;
}
