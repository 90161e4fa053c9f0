using Portal.Analysis.Demo.Messages;
using Portal.Analysis.Demo.Wire;

namespace Portal.Analysis.Demo.Scenes;

/// <summary>Clocks: the domain controller polls outside every 64 s, the workstations poll it every 1,024 s.</summary>
internal sealed class TimeScene : IScene
{
    private const string Outside = "ntp-outside";
    private const string Inside = "ntp-inside";

    public IEnumerable<IncidentTruth> Truths => [];

    public IEnumerable<IncidentTruth> LookAlikes =>
        [new(Outside, "10.1.1.5", "198.51.100.123", 123, [], "NTP poll every 64 s")];

    public void Play(Network network)
    {
        Poll(network, Outside, IncidentPlan.DomainController, IncidentPlan.TimeServer, 64);
        foreach (var station in IncidentPlan.Office.Append(IncidentPlan.Victim))
        {
            Poll(network, Inside, station, IncidentPlan.DomainController, 1024);
        }
    }

    private static void Poll(Network network, string scene, Station client, Station server, double period)
    {
        var random = network.Random;
        var time = IncidentPlan.Begin + (long)(random.Between(0, period) * 1e9);
        while (time < IncidentPlan.End)
        {
            var query = NtpMessages.Client(time);
            network.Exchange(scene, client, server, 123, 123, time, query, NtpMessages.Server(time));
            time += (long)((period + random.Between(-0.4, 0.4)) * 1e9);
        }
    }
}
