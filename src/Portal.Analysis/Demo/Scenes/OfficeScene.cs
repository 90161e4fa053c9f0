using System.Globalization;
using Portal.Analysis.Demo.Messages;
using Portal.Analysis.Demo.Wire;

namespace Portal.Analysis.Demo.Scenes;

/// <summary>What people do: browsing, files on the server, a cloud drive; and the servers' hourly backup.</summary>
internal sealed class OfficeScene : IScene
{
    private const int Sites = 28;

    public IEnumerable<IncidentTruth> Truths => [];

    public IEnumerable<IncidentTruth> LookAlikes =>
        [
            new("backup", "10.1.10.15", "10.1.10.30", 10_500, [], "Hourly backup of the file server"),
            new("drive", "10.1.5.33", "198.51.100.44", 443, [], "A person's cloud drive synchronises 600 KB"),
            new("file-share", "10.1.5.25", "10.1.10.15", 445, [], "A person reads documents from the file share"),
        ];

    public void Play(Network network)
    {
        foreach (var station in IncidentPlan.Office.Append(IncidentPlan.Victim))
        {
            Browse(network, station);
            LookUpSelf(network, station);
        }
        foreach (var station in IncidentPlan.Office.Skip(3).Take(7))
        {
            ReadDocuments(network, station);
        }
        for (var hour = 14; hour < 18; hour++)
        {
            BackUp(network, hour);
        }
        Synchronise(network);
    }

    private static void Browse(Network network, Station station)
    {
        var random = network.Random;
        var time = IncidentPlan.Begin + (long)(random.Exponential(600) * 1e9);
        while (time < IncidentPlan.End - 60_000_000_000)
        {
            var number = (int)(random.NextDouble() * random.NextDouble() * Sites);
            var site = Station.Outside($"www.site{number:D2}.example", $"203.0.113.{100 + number}");
            var start = Names.Resolve(network, "browsing", station, site, time);
            var tcp = new TcpConversation(network, "browsing", station, site, 443, start);
            var tls = new TlsSession(tcp, random);
            tls.Handshake13(TlsClientProfile.Browser, site.Name);
            for (var page = random.Next(1, 3); page > 0; page--)
            {
                tls.ClientSends(random.Next(400, 1800));
                tls.ServerSends(random.Next(900, 6_000));
                tcp.Wait(random.Exponential(4));
            }
            tcp.Close();
            time += (long)(random.Exponential(1500) * 1e9);
        }
    }

    /// <summary>Group policy: each workstation asks the directory for its own account.</summary>
    private static void LookUpSelf(Network network, Station station)
    {
        var random = network.Random;
        var time = IncidentPlan.Begin + (long)(random.Between(60, 5400) * 1e9);
        while (time < IncidentPlan.End - 60_000_000_000)
        {
            var tcp = new TcpConversation(network, "directory", station, IncidentPlan.DomainController, 389, time);
            tcp.ClientSends(BerMessages.LdapBind(1));
            tcp.ServerSends(BerMessages.LdapBindAccepted(1));
            tcp.ClientSends(
                BerMessages.LdapSearch(2, $"CN={station.Name},OU=Workstations,DC=corp,DC=example", "computer", "gPLink")
            );
            tcp.ServerSends(
                BerMessages.LdapEntry(
                    2,
                    $"CN={station.Name},OU=Workstations,DC=corp,DC=example",
                    [("gPLink", "[LDAP://cn={31B2F340-016D-11D2-945F-00C04FB984F9};0]")]
                )
            );
            tcp.ServerSends(BerMessages.LdapDone(2));
            tcp.Close();
            time += (long)(random.Between(5300, 6900) * 1e9);
        }
    }

    private static void ReadDocuments(Network network, Station station)
    {
        var random = network.Random;
        var time = IncidentPlan.Begin + (long)(random.Between(200, 4000) * 1e9);
        var tcp = new TcpConversation(network, "file-share", station, IncidentPlan.FileServer, 445, time);
        var user = string.Create(CultureInfo.InvariantCulture, $"user{station.Address.GetAddressBytes()[3]}");
        var session = new SmbSession(tcp, random, user, station.Name);
        session.Exchange(session.Messages.Connect(@"\\10.1.10.15\documents", isPipe: false));
        for (var i = random.Next(2, 6); i > 0; i--)
        {
            var file = Smb2Messages.FileId((ulong)(0x100 + i));
            var size = random.Next(4_000, 24_000);
            session.Exchange(session.Messages.Open($"plans\\plan{i:D2}.docx", file, size, forWriting: false));
            session.Exchange(session.Messages.ReadAt(file, 0, random.Bytes(size)));
            session.Exchange(session.Messages.CloseFile(file));
            tcp.Wait(random.Exponential(200));
        }
        tcp.Close();
    }

    private static void BackUp(Network network, int hour)
    {
        var random = network.Random;
        var start = IncidentPlan.At(string.Create(CultureInfo.InvariantCulture, $"{hour:D2}:30:00"));
        var tcp = new TcpConversation(
            network,
            "backup",
            IncidentPlan.FileServer,
            IncidentPlan.BackupServer,
            10_500,
            start
        );
        for (var block = 0; block < 5; block++)
        {
            tcp.ClientSends(random.Bytes(random.Next(36_000, 44_000)));
            tcp.ServerSends(random.Bytes(64));
            tcp.Wait(1.5);
        }
        tcp.Close();
    }

    private static void Synchronise(Network network)
    {
        var random = network.Random;
        var station = IncidentPlan.Office.Single(candidate => candidate.Address.ToString() == "10.1.5.33");
        var start = Names.Resolve(network, "drive", station, IncidentPlan.Drive, IncidentPlan.At("15:44:10"));
        var tcp = new TcpConversation(network, "drive", station, IncidentPlan.Drive, 443, start);
        var tls = new TlsSession(tcp, random);
        tls.Handshake13(TlsClientProfile.Browser, IncidentPlan.Drive.Name);
        for (var file = 0; file < 6; file++)
        {
            tls.ClientSends(random.Next(80_000, 120_000));
            tls.ServerSends(random.Next(400, 900));
            tcp.Wait(random.Exponential(3));
        }
        tls.ServerSends(90_000);
        tcp.Close();
    }
}
