using Bunit;
using Microsoft.EntityFrameworkCore;
using Portal.Analysis.Store;
using Portal.Cases;
using Portal.Cases.Evidence;
using Portal.Traffic.Records;
using Portal.Web.Pages.Hosts;

namespace Portal.Web.Tests.Pages.Hosts;

public sealed class HostPagesTests : PageTest
{
    /// <summary>Ends as soon as the page is there; opening a database takes a busy machine some seconds.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private const string Workstation = "10.1.5.42";
    private const long Begin = 1_763_215_272_000_000_000;

    private static readonly string s_sha256 = new('a', 64);

    [Fact]
    public void Before_any_evidence_the_list_says_what_would_stand_there()
    {
        var page = Show<HostsPage>();

        page.WaitForAssertion(
            () => Assert.Contains("No hosts yet", page.Find(".state").TextContent, StringComparison.Ordinal),
            s_patience
        );
        Assert.Empty(page.FindAll("a[download]"));
    }

    [Fact]
    public async Task The_list_shows_names_system_and_roles_and_links_the_credentials_and_the_CSV()
    {
        await AddRecordsAsync();
        var page = Show<HostsPage>("?sort=address");

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count), s_patience);
        Assert.Contains("wkstn-042", page.FindAll("td.names")[1].TextContent, StringComparison.Ordinal);
        var what = page.FindAll("td.what");
        Assert.Equal("Windows 10", what[1].TextContent.Trim());
        Assert.Contains(
            "User-Agent: Mozilla/5.0 (Windows NT 10.0)",
            what[1].GetAttribute("title"),
            StringComparison.Ordinal
        );
        Assert.Equal("web server", what[0].TextContent.Trim());
        Assert.Contains("answered on 80/tcp to 1 host", what[0].GetAttribute("title"), StringComparison.Ordinal);
        Assert.Contains(
            "sort=address&descending=false",
            page.Find("a[download]").GetAttribute("href"),
            StringComparison.Ordinal
        );
        Assert.Contains(page.FindAll("a"), link => link.GetAttribute("href") == $"/cases/{CaseId}/logs/credentials");
    }

    [Fact]
    public async Task The_panel_leads_to_the_page_and_each_fact_to_its_frame()
    {
        await AddRecordsAsync();
        await PutFindingsAsync(Beacon());
        var page = Show<HostsPage>($"?host={Workstation}");

        page.WaitForAssertion(() => page.Find("[data-panel]"), s_patience);
        var links = page.FindAll("[data-panel] a").Select(link => link.GetAttribute("href")).ToList();
        Assert.Contains($"/cases/{CaseId}/hosts/{Workstation}", links);
        Assert.Contains($"/cases/{CaseId}/packets?evidence={s_sha256}&frame=12", links); // the User-Agent
        Assert.Contains($"/cases/{CaseId}/packets?evidence={s_sha256}&frame=21", links); // the name
        Assert.Contains($"/cases/{CaseId}/findings/beaconing-1", links);
    }

    [Fact]
    public async Task The_page_shows_everything_and_says_what_was_not_seen()
    {
        await AddRecordsAsync();
        var page = ShowHost(Workstation);

        page.WaitForAssertion(() => page.Find(".host-page"), s_patience);
        var headings = page.FindAll("section h2").Select(heading => heading.TextContent).ToList();
        Assert.Equal(["What it is", "Names", "Users who signed in from it", "Programs", "Peers", "Not seen"], headings);
        Assert.Contains("It answered on no port.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("CORP\\ann", page.Markup, StringComparison.Ordinal);
        Assert.Contains("1 secret in clear", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_from_the_wire_stays_text()
    {
        await AddRecordsAsync("<img src=x onerror=alert(1)>");
        var page = ShowHost(Workstation);

        page.WaitForAssertion(
            () => Assert.Contains("&lt;img src=x", page.Markup, StringComparison.Ordinal),
            s_patience
        );
        Assert.Empty(page.FindAll("img"));
    }

    [Fact]
    public async Task An_address_that_no_record_has_is_told()
    {
        await AddRecordsAsync();
        var page = ShowHost("203.0.113.99");

        page.WaitForAssertion(
            () =>
                Assert.Contains(
                    "does not know this address",
                    page.Find(".state").TextContent,
                    StringComparison.Ordinal
                ),
            s_patience
        );
    }

    [Fact]
    public void A_failure_can_be_tried_again()
    {
        BreakDatabase();
        var page = ShowHost(Workstation);

        page.WaitForAssertion(
            () => Assert.Contains("could not be loaded", page.Find(".state").TextContent, StringComparison.Ordinal),
            s_patience
        );
    }

    private IRenderedComponent<HostPage> ShowHost(string address) =>
        Render<HostPage>(parts => parts.Add(page => page.CaseId, CaseId).Add(page => page.Address, address));

    private async Task AddRecordsAsync(string workstation = "WKSTN-042")
    {
        var server = new ConnectionId(Workstation, 50000, "10.1.1.7", 80);
        using var writer = Get<RecordStore>().Create();
        writer.Write(
            ConnRecord.Table,
            new ConnRecord
            {
                Timestamp = Begin,
                Uid = "C1",
                Id = server,
                FirstFrame = 11,
                LastFrame = 19,
                Protocol = "tcp",
                Service = "http",
                Duration = 1,
                OriginatorBytes = 100,
                ResponderBytes = 900,
                State = "SF",
                History = "ShADadFf",
            }
        );
        writer.Write(
            HttpRecord.Table,
            new HttpRecord
            {
                Timestamp = Begin,
                Uid = "C1",
                Id = server,
                FirstFrame = 12,
                LastFrame = 13,
                Depth = 1,
                UserAgent = "Mozilla/5.0 (Windows NT 10.0)",
            }
        );
        writer.Write(
            NtlmRecord.Table,
            new NtlmRecord
            {
                Timestamp = Begin,
                Uid = "C1",
                Id = server,
                FirstFrame = 21,
                LastFrame = 22,
                HostName = workstation,
                UserName = "ann",
                DomainName = "CORP",
                IsSuccess = true,
            }
        );
        writer.Write(
            CredentialRecord.Table,
            new CredentialRecord
            {
                Timestamp = Begin,
                Uid = "C1",
                Id = server,
                FirstFrame = 12,
                LastFrame = 13,
                Protocol = "http",
                Kind = "password",
                User = "ann",
                Secret = "h…(7)",
            }
        );
        var set = writer.Publish(
            new RunManifest
            {
                Name = "office.pcap",
                Sha256 = s_sha256,
                Kind = "pcap",
                Bytes = 1,
                EngineVersion = "1",
            }
        );
        await using var db = await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        db.EvidenceFiles.Add(new EvidenceFile { Sha256 = s_sha256, Bytes = 1 });
        db.Evidence.Add(
            new CaseEvidence
            {
                CaseId = CaseId,
                Sha256 = s_sha256,
                Name = "office.pcap",
                AddedBy = Ada.Name,
                RecordRun = $"{set.Run}",
                Status = EvidenceStatus.Ready,
                Frames = 100,
            }
        );
        await db.SaveChangesAsync();
    }
}
