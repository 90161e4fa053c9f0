using Portal.Analysis.Store;
using Portal.Cases.Accounts;
using Portal.Cases.Evidence;
using Portal.Cases.Hosts;
using Portal.Traffic.Records;

namespace Portal.Cases.Tests.Hosts;

public sealed class CaseHostsTests
{
    private const string Server = "10.1.0.9";

    [Fact]
    public async Task The_list_and_the_panel_beside_it_show_the_same_roles_read_once()
    {
        await using var portal = await TestPortal.StartAsync();
        var (ann, caseId) = await AddServerAsync(portal);
        var hosts = portal.Get<CaseHosts>();

        var list = await hosts.ListAsync(caseId, null, HostSort.Sent, true, ann, default);
        var detail = await hosts.DetailAsync(caseId, Server, ann, default);

        var role = Assert.Single(Assert.Single(list.Hosts, host => host.Address == Server).Roles);
        Assert.Equal("web server", role.Name);
        Assert.Same(role, Assert.Single(detail.Host!.Roles));
    }

    [Fact]
    public async Task New_records_have_roles_of_their_own()
    {
        await using var portal = await TestPortal.StartAsync();
        var (ann, caseId) = await AddServerAsync(portal);
        var hosts = portal.Get<CaseHosts>();
        var before = await hosts.DetailAsync(caseId, Server, ann, default);

        await AddEvidenceAsync(portal, caseId, ann, 'b', "10.1.0.8");
        var after = await hosts.DetailAsync(caseId, "10.1.0.8", ann, default);

        Assert.Single(before.Host!.Roles);
        Assert.Equal("web server", Assert.Single(after.Host!.Roles).Name);
    }

    private static async Task<(Actor, int)> AddServerAsync(TestPortal portal)
    {
        var ann = await portal.AddUserAsync("ann");
        var made = await portal.AddCaseAsync(ann);
        await AddEvidenceAsync(portal, made.Id, ann, 'a', Server);
        return (ann, made.Id);
    }

    private static async Task AddEvidenceAsync(TestPortal portal, int caseId, Actor actor, char letter, string server)
    {
        var sha256 = new string(letter, 64);
        using var writer = portal.Get<RecordStore>().Create();
        writer.Write(
            ConnRecord.Table,
            new ConnRecord
            {
                Timestamp = 1_763_215_200_000_000_000,
                Uid = $"C{letter}",
                Id = new ConnectionId("10.1.0.1", 40000, server, 80),
                FirstFrame = 1,
                LastFrame = 9,
                Protocol = "tcp",
                Service = "http",
                Duration = 1,
                OriginatorBytes = 100,
                ResponderBytes = 900,
                State = "SF",
                History = "ShADad",
            }
        );
        var set = writer.Publish(
            new RunManifest
            {
                Name = "x",
                Sha256 = sha256,
                Kind = "pcap",
                Bytes = 1,
                EngineVersion = "1",
            }
        );
        await using var db = await portal.OpenAsync();
        db.EvidenceFiles.Add(new EvidenceFile { Sha256 = sha256, Bytes = 1 });
        db.Evidence.Add(
            new CaseEvidence
            {
                CaseId = caseId,
                Sha256 = sha256,
                Name = $"{letter}.pcap",
                AddedBy = actor.Name,
                RecordRun = $"{set.Run}",
                Status = EvidenceStatus.Ready,
            }
        );
        await db.SaveChangesAsync();
    }
}
