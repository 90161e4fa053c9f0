using System.Text;
using Portal.Analysis.Demo.Messages;
using Portal.Analysis.Demo.Wire;

namespace Portal.Analysis.Demo.Scenes;

/// <summary>What programs do by themselves and on time: update checks, probes, mail, weather, chat, monitoring.</summary>
internal sealed class ServiceScene : IScene
{
    private const ushort Suite = 0xc02f;

    public IEnumerable<IncidentTruth> Truths => [];

    public IEnumerable<IncidentTruth> LookAlikes =>
        [
            .. IncidentPlan.Office.Select(station => new IncidentTruth(
                "updates",
                station.Address.ToString(),
                IncidentPlan.Updates.Address.ToString(),
                443,
                [],
                "Software update check every 30 minutes"
            )),
            .. ChatUsers.Select(station => new IncidentTruth(
                "chat",
                station.Address.ToString(),
                IncidentPlan.Chat.Address.ToString(),
                443,
                [],
                "Chat client: one connection of four hours with a keep-alive every 60 s"
            )),
            .. MailUsers.Select(station => new IncidentTruth(
                "mail",
                station.Address.ToString(),
                IncidentPlan.Mail.Address.ToString(),
                443,
                [],
                "Mail poll every 10 minutes"
            )),
            new("probe", "10.1.5.22", "198.51.100.80", 80, [], "Connectivity probe every 15 minutes"),
            new("weather", "10.1.5.24", "198.51.100.90", 80, [], "Weather tile every 10 minutes"),
            new("monitoring", "10.1.10.40", "10.1.10.15", 9100, [], "Monitoring poll every 60 s"),
            new("monitoring", "10.1.10.40", "10.1.10.20", 9100, [], "Monitoring poll every 60 s"),
        ];

    private static IReadOnlyList<Station> ChatUsers => [.. IncidentPlan.Office.Take(9)];

    private static IReadOnlyList<Station> MailUsers => [.. IncidentPlan.Office.Skip(4).Take(8)];

    public void Play(Network network)
    {
        foreach (var station in IncidentPlan.Office.Append(IncidentPlan.Victim))
        {
            Repeat(network, 1800, 30, time => CheckForUpdates(network, station, time));
            Repeat(
                network,
                900,
                1,
                time => Get(network, "probe", station, IncidentPlan.Probe, "/connecttest.txt", 22, time)
            );
        }
        foreach (var station in MailUsers)
        {
            Repeat(network, 600, 6, time => PollMail(network, station, time));
        }
        foreach (var station in IncidentPlan.Office.Skip(2).Take(6))
        {
            Repeat(
                network,
                600,
                6,
                time => Get(network, "weather", station, IncidentPlan.Weather, "/tile/livetile.xml", 1480, time)
            );
        }
        foreach (var station in ChatUsers)
        {
            KeepChatOpen(network, station);
        }
        foreach (var server in (Station[])[IncidentPlan.FileServer, IncidentPlan.ApplicationServer])
        {
            Repeat(
                network,
                60,
                0.2,
                time => Get(network, "monitoring", IncidentPlan.Monitor, server, "/metrics", 900, time, 9100)
            );
        }
    }

    private static void Repeat(Network network, double period, double jitter, Action<long> play)
    {
        var random = network.Random;
        var next = random.Between(0, period);
        while (IncidentPlan.Begin + (long)(next * 1e9) < IncidentPlan.End - 60_000_000_000)
        {
            play(IncidentPlan.Begin + (long)(next * 1e9));
            next += period + random.Between(-jitter, jitter);
        }
    }

    private static void CheckForUpdates(Network network, Station station, long time)
    {
        var tls = Open(network, "updates", station, IncidentPlan.Updates, time, out var tcp);
        tls.ClientSends(network.Random.Next(900, 1100));
        tls.ServerSends(network.Random.NextDouble() < 0.03 ? 120_000 : network.Random.Next(1500, 2400));
        tcp.Close();
    }

    private static void PollMail(Network network, Station station, long time)
    {
        var tls = Open(network, "mail", station, IncidentPlan.Mail, time, out var tcp);
        tls.ClientSends(network.Random.Next(500, 1400));
        tls.ServerSends(network.Random.NextDouble() < 0.2 ? network.Random.Next(1500, 5_000) : 700);
        tcp.Close();
    }

    private static TlsSession Open(
        Network network,
        string scene,
        Station client,
        Station server,
        long time,
        out TcpConversation tcp
    )
    {
        var start = Names.Resolve(network, scene, client, server, time);
        tcp = new TcpConversation(network, scene, client, server, 443, start);
        var tls = new TlsSession(tcp, network.Random);
        tls.Handshake12(TlsClientProfile.System, server.Name, Suite, DemoCertificates.Issued(server.Name));
        return tls;
    }

    private static void KeepChatOpen(Network network, Station station)
    {
        var random = network.Random;
        var start = IncidentPlan.Begin + (long)(random.Between(2, 40) * 1e9);
        start = Names.Resolve(network, "chat", station, IncidentPlan.Chat, start);
        var tcp = new TcpConversation(network, "chat", station, IncidentPlan.Chat, 443, start);
        var tls = new TlsSession(tcp, random);
        tls.Handshake12(
            TlsClientProfile.Chat,
            IncidentPlan.Chat.Name,
            Suite,
            DemoCertificates.Issued(IncidentPlan.Chat.Name)
        );
        while (tcp.Time < IncidentPlan.End - 120_000_000_000)
        {
            tls.ClientSends(42);
            tls.ServerSends(42);
            if (random.NextDouble() < 0.06)
            {
                tls.ServerSends(random.Next(200, 3000));
            }
            tcp.Wait(60);
        }
        tcp.Close();
    }

    private static void Get(
        Network network,
        string scene,
        Station client,
        Station server,
        string path,
        int bytes,
        long time,
        ushort port = 80
    )
    {
        var start = port == 80 ? Names.Resolve(network, scene, client, server, time) : time;
        var tcp = new TcpConversation(network, scene, client, server, port, start);
        var host = port == 80 ? server.Name : $"{server.Address}:{port}";
        var agent = scene == "monitoring" ? "metrics-collector/2.45" : "Microsoft NCSI";
        tcp.ClientSends(
            Encoding.ASCII.GetBytes(
                $"GET {path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: {agent}\r\nConnection: close\r\n\r\n"
            )
        );
        tcp.ServerSends(
            Encoding.ASCII.GetBytes(
                $"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {bytes}\r\nConnection: close\r\n\r\n"
                    + new string('.', bytes)
            )
        );
        tcp.Close();
    }
}
