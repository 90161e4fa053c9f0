using Portal.Analysis.Detectors.Hosts;
using Portal.Analysis.Hosts;
using Portal.Analysis.Tests.Detectors;

namespace Portal.Analysis.Tests.Hosts;

public sealed class HostFactsTests : IDisposable
{
    private const string Host = "10.1.5.42";

    private readonly CaseBuilder _case = new();

    public void Dispose() => _case.Dispose();

    [Fact]
    public void A_case_without_records_knows_nothing_and_fails_nowhere()
    {
        var facts = new HostFacts(_case.Open());

        Assert.Empty(facts.Names(Host, default));
        Assert.Empty(facts.Systems(Host, default));
        Assert.Empty(facts.Users(Host, default));
        Assert.Empty(facts.Visitors(Host, default));
        Assert.Empty(facts.HardwareAddresses(Host, default));
        Assert.Empty(facts.Services(Host, default));
        Assert.Empty(facts.SystemsOfMany([Host], default));
        Assert.Empty(HostRoles.Read(_case.Open(), InternalNetworks.Create([]), default).Of(Host));
    }

    [Fact]
    public void Names_come_from_every_table_that_tells_one_with_the_first_record()
    {
        Row("dhcp", 3, ("assigned_addr", Host), ("host_name", "WKSTN-042"), ("mac", "02:AA:00:00:00:01"));
        Row("dns", 4, ("query", "wkstn.corp.example"), ("answers", new[] { "alias.example", Host }));
        Row("dns", 2, ("query", "42.5.1.10.in-addr.arpa"), ("answers", new[] { "ptr.corp.example" }));
        Row("ntlm", 5, ("id.orig_h", Host), ("hostname", "WKSTN-042"));
        Row("ntlm", 6, ("id.orig_h", Host), ("hostname", "wkstn-042"));
        Row("kerberos", 7, ("id.orig_h", Host), ("client", "WKSTN-042$/CORP.EXAMPLE"), ("request_type", "AS"));
        Row("smb_mapping", 8, ("id.resp_h", Host), ("path", @"\\wkstn-042\ADMIN$"));
        Row("ssl", 9, ("id.resp_h", Host), ("server_name", "www.example"), ("cert_chain_fps", new[] { "f1", "f2" }));
        Row("x509", 10, ("fingerprint", "f1"), ("certificate.subject", "O=Corp,CN=cert.example"));
        Row("http", 11, ("id.resp_h", Host), ("host", "web.example:8080"));
        Row("http", 12, ("id.resp_h", Host), ("host", Host)); // its own address is no name
        Row("rdp", 13, ("id.orig_h", Host), ("client_name", "RDPNAME"));
        Row("smtp", 14, ("id.orig_h", Host), ("helo", "mail.example"));
        var names = new HostFacts(_case.Open()).Names(Host, default);

        Assert.Equal(
            [
                "DHCP host name: WKSTN-042 1 #3",
                "DNS answer: wkstn.corp.example 1 #4",
                "HTTP Host: web.example 1 #11",
                "Kerberos machine account: WKSTN-042 1 #7",
                "NTLM workstation: WKSTN-042 2 #5",
                "RDP client name: RDPNAME 1 #13",
                "SMB share: wkstn-042 1 #8",
                "SMTP HELO: mail.example 1 #14",
                "TLS server name: www.example 1 #9",
                "certificate: cert.example 1 #10",
                "reverse DNS: ptr.corp.example 1 #2",
            ],
            names
                .Select(fact => $"{fact.Kind}: {fact.Value} {fact.Times} #{fact.First.Frame}")
                .Order(StringComparer.Ordinal)
        );
        Assert.All(names, fact => Assert.Equal(_case.Capture, fact.First.Evidence));
    }

    [Fact]
    public void Users_are_told_apart_from_machines_and_by_side()
    {
        Row(
            "kerberos",
            1,
            ("id.orig_h", Host),
            ("id.resp_h", "10.1.1.5"),
            ("client", "ann/CORP"),
            ("request_type", "AS"),
            ("success", false)
        );
        Row(
            "kerberos",
            2,
            ("id.orig_h", Host),
            ("id.resp_h", "10.1.1.5"),
            ("client", "ann/CORP"),
            ("request_type", "AS"),
            ("success", true)
        );
        Row(
            "kerberos",
            3,
            ("id.orig_h", Host),
            ("id.resp_h", "10.1.1.5"),
            ("client", "WKSTN-042$/CORP"),
            ("request_type", "AS"),
            ("success", true)
        );
        Row(
            "ntlm",
            4,
            ("id.orig_h", "10.1.5.7"),
            ("id.resp_h", Host),
            ("username", "bob"),
            ("domainname", "CORP"),
            ("success", false)
        );
        Row(
            "credentials",
            5,
            ("id.orig_h", Host),
            ("id.resp_h", "192.0.2.1"),
            ("protocol", "imap"),
            ("user", "ann@x"),
            ("accepted", true)
        );
        var facts = new HostFacts(_case.Open());

        Assert.Equal(
            [("ann", "Kerberos", 2L, true, 1L), ("ann@x", "secret shown", 1L, true, 5L)],
            facts
                .Users(Host, default)
                .Select(fact => (fact.Value, fact.Kind, fact.Times, fact.IsAccepted == true, fact.First.Frame!.Value))
        );
        var visitor = Assert.Single(facts.Visitors(Host, default));
        Assert.Equal((@"CORP\bob", false), (visitor.Value, visitor.IsAccepted));
    }

    [Fact]
    public void A_service_is_a_port_that_answered()
    {
        _case.Flow(1, "10.1.5.1", Host, 445, service: "smb,gssapi");
        _case.Flow(2, "10.1.5.2", Host, 445, service: "SMB");
        _case.Flow(3, "10.1.5.2", Host, 22, state: "REJ", received: 0);
        _case.Flow(4, "10.1.5.2", Host, 23, state: "S0", received: 0);
        var service = Assert.Single(new HostFacts(_case.Open()).Services(Host, default));

        Assert.Equal(
            (445L, "tcp", "gssapi, smb", 2L, 2L),
            (service.Port, service.Transport, service.Services, service.Flows, service.Clients)
        );
        Assert.Equal("C1", service.First.Uid);
    }

    [Fact]
    public void Lines_of_a_log_are_evidence_too()
    {
        _case.Row(
            "ssh",
            ("ts", CaseBuilder.Start),
            ("id.resp_h", Host),
            ("server", "SSH-2.0-OpenSSH_8.9p1 Ubuntu-3"),
            ("line", 9L)
        );
        var facts = new HostFacts(_case.Open()).SystemsOfMany([Host, "10.1.1.1"], default);

        var fact = Assert.Single(facts[Host]);
        Assert.Equal((null, 9L), (fact.First.Frame, fact.First.Line));
        Assert.Equal("Linux (Ubuntu)", OperatingSystemGuess.Of([fact])!.System);
    }

    [Fact]
    public void Roles_say_what_they_were_inferred_from()
    {
        foreach (var i in Enumerable.Range(1, 60))
        {
            _case.Flow(i, "10.1.5.66", "10.1.1.9", 1000 + i, state: "S0", received: 0);
        }
        foreach (var i in Enumerable.Range(1, 3))
        {
            _case.Flow(100 + i, Host, $"10.1.1.{i}", 3389, received: 90_000);
            _case.Flow(200 + i, $"10.1.5.{i}", "10.1.1.8", 631);
            _case.Flow(300 + i, $"10.1.5.{i}", "10.1.1.7", 8000, service: "http");
        }
        _case.Row("dhcp", ("ts", CaseBuilder.Start), ("server_addr", "10.1.1.1"), ("mac", "00:11:22:33:44:55"));
        var roles = HostRoles.Read(_case.Open(), InternalNetworks.Create([]), default);

        Assert.Equal(
            [
                "administers others: had sessions on 3389/tcp with 3 hosts",
                "scanner: tried 60 ports that did not answer or refused",
                "printer: took jobs on 631/tcp from 3 hosts",
                "web server: answered on 8000/tcp to 3 hosts",
                "DHCP server: gave addresses to 1 machine",
            ],
            new[] { Host, "10.1.5.66", "10.1.1.8", "10.1.1.7", "10.1.1.1" }
                .SelectMany(roles.Of)
                .Select(role => $"{role.Name}: {role.Reason}")
        );
    }

    private void Row(string table, long frame, params (string Column, object? Value)[] values) =>
        _case.Row(table, [("ts", CaseBuilder.Start + frame), ("first_frame", frame), .. values]);
}
