using System.Globalization;
using System.Text;
using Portal.Analysis.Demo.Messages;
using Portal.Analysis.Demo.Wire;

namespace Portal.Analysis.Demo.Scenes;

/// <summary>From the victim to the domain controller (LDAP), the file server (SMB and a service) and a server (RDP).</summary>
internal sealed class LateralScene : IScene
{
    private const string Ldap = "lateral-ldap";
    private const string Smb = "lateral-smb";
    private const string Rdp = "lateral-rdp";

    public IEnumerable<IncidentTruth> Truths =>
        [
            new(Ldap, "10.1.5.42", "10.1.1.5", 389, ["T1087.002", "T1018"], "Reads all users and computers over LDAP"),
            new(
                Smb,
                "10.1.5.42",
                "10.1.10.15",
                445,
                ["T1021.002", "T1569.002"],
                "Writes a program to ADMIN$ and starts it as a service"
            ),
            new(Rdp, "10.1.5.42", "10.1.10.20", 3389, ["T1021.001"], "Remote desktop session of 25 minutes"),
        ];

    public IEnumerable<IncidentTruth> LookAlikes =>
        [
            new("admin-rdp", "10.1.5.21", "10.1.10.20", 3389, [], "The administrator's own remote desktop session"),
            new("admin-rdp", "10.1.5.21", "10.1.10.15", 3389, [], "The administrator's own remote desktop session"),
        ];

    public void Play(Network network)
    {
        PlayLdap(network);
        PlaySmb(network);
        PlayRdp(network, Rdp, IncidentPlan.Victim, IncidentPlan.ApplicationServer, "svc_deploy", "15:31:20", 25);
        PlayRdp(
            network,
            "admin-rdp",
            IncidentPlan.Administrator,
            IncidentPlan.ApplicationServer,
            "adm.keller",
            "14:12:00",
            16
        );
        PlayRdp(network, "admin-rdp", IncidentPlan.Administrator, IncidentPlan.FileServer, "adm.keller", "16:20:00", 9);
    }

    private static void PlayLdap(Network network)
    {
        var random = network.Random;
        var start = IncidentPlan.At("15:04:30");
        var ticket = BerMessages.KerberosTicket("m.arnold", "ldap", "dc01.corp.example", random.Bytes(900));
        var kerberos = new TcpConversation(
            network,
            Ldap,
            IncidentPlan.Victim,
            IncidentPlan.DomainController,
            88,
            start
        );
        kerberos.ClientSends(ticket.Request);
        kerberos.ServerSends(ticket.Response);
        kerberos.Close();

        var tcp = new TcpConversation(
            network,
            Ldap,
            IncidentPlan.Victim,
            IncidentPlan.DomainController,
            389,
            start + 2_000_000_000
        );
        tcp.ClientSends(BerMessages.LdapBind(1));
        tcp.ServerSends(BerMessages.LdapBindAccepted(1));
        var id = 2;
        foreach (var kind in (string[])["user", "computer", "group", "trustedDomain"])
        {
            tcp.ClientSends(
                BerMessages.LdapSearch(
                    id,
                    "DC=corp,DC=example",
                    kind,
                    "sAMAccountName",
                    "servicePrincipalName",
                    "memberOf"
                )
            );
            for (var i = 0; i < (kind == "trustedDomain" ? 1 : 420); i++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"{kind}{i:D4}");
                tcp.ServerSends(
                    BerMessages.LdapEntry(
                        id,
                        $"CN={name},OU=Objects,DC=corp,DC=example",
                        [("sAMAccountName", name), ("memberOf", $"CN=Group{i % 17},OU=Groups,DC=corp,DC=example")]
                    )
                );
            }
            tcp.ServerSends(BerMessages.LdapDone(id++));
            tcp.Wait(random.Between(0.4, 1.1));
        }
        tcp.Close();
    }

    private static void PlaySmb(Network network)
    {
        var random = network.Random;
        var tcp = new TcpConversation(
            network,
            Smb,
            IncidentPlan.Victim,
            IncidentPlan.FileServer,
            445,
            IncidentPlan.At("15:12:41")
        );
        var session = new SmbSession(tcp, random, "svc_deploy", IncidentPlan.Victim.Name);
        var messages = session.Messages;
        var program = Smb2Messages.FileId(0x21);
        byte[] content = [.. Encoding.ASCII.GetBytes("MZ"), .. random.Bytes(196_606)];

        session.Exchange(messages.Connect(@"\\10.1.10.15\ADMIN$", isPipe: false));
        session.Exchange(messages.Open("kqzvxbtw.exe", program, 0, forWriting: true));
        for (var at = 0; at < content.Length; at += 65_536)
        {
            session.Exchange(messages.WriteAt(program, at, content[at..Math.Min(at + 65_536, content.Length)]));
        }
        session.Exchange(messages.CloseFile(program));

        var pipe = Smb2Messages.FileId(0x22);
        session.Exchange(messages.Connect(@"\\10.1.10.15\IPC$", isPipe: true));
        session.Exchange(messages.Open("svcctl", pipe, 0, forWriting: true));
        Call(session, pipe, RpcMessages.Bind(), RpcMessages.BindAccepted());
        var service = new ServiceCalls(random.Bytes(16));
        uint call = 2;
        foreach (var (operation, request, response) in service.Install("kqzvxbtw", @"%SystemRoot%\kqzvxbtw.exe"))
        {
            Call(session, pipe, RpcMessages.Request(call, operation, request), RpcMessages.Response(call, response));
            call++;
            tcp.Wait(0.6);
        }
        session.Exchange(messages.CloseFile(pipe));
        tcp.Close();
    }

    private static void Call(SmbSession session, byte[] pipe, byte[] request, byte[] response)
    {
        session.Exchange(session.Messages.WriteAt(pipe, 0, request));
        session.Exchange(session.Messages.ReadAt(pipe, 0, response));
    }

    private static void PlayRdp(
        Network network,
        string scene,
        Station client,
        Station server,
        string user,
        string start,
        int minutes
    )
    {
        var random = network.Random;
        var tcp = new TcpConversation(network, scene, client, server, 3389, IncidentPlan.At(start));
        tcp.ClientSends(RdpMessages.ConnectionRequest(user));
        tcp.ServerSends(RdpMessages.ConnectionConfirm());
        var tls = new TlsSession(tcp, random);
        tls.Handshake12(
            TlsClientProfile.RemoteDesktop,
            null,
            0xc030,
            DemoCertificates.SelfSigned("srv-app20.corp.example")
        );
        var end = tcp.Time + minutes * 60L * 1_000_000_000;
        while (tcp.Time < end)
        {
            tls.ClientSends(random.Next(60, 140));
            tls.ServerSends(random.Next(120, 1300));
            tcp.Wait(random.Exponential(5));
        }
        tcp.Close();
    }
}
