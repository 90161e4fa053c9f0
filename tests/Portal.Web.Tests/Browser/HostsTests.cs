using Microsoft.Playwright;
using Portal.Samples;

namespace Portal.Web.Tests.Browser;

/// <summary>From a capture to a host, to the frame that names it, and to its secrets, which are shown to nobody.</summary>
public sealed class HostsTests(PortalStage stage) : IClassFixture<PortalStage>
{
    [Fact]
    public async Task A_host_is_found_looked_at_and_followed_to_its_frame()
    {
        var imap = Corpus.File("captures/benign/imap.pcap");
        var kerberos = Corpus.File("captures/benign/kerberos.pcap");
        await stage.ReadyAsync();
        var page = await stage.OpenSignedInAsync();
        var caseId = await PortalStage.NewCaseAsync(page, "Who is who");
        await page.GotoAsync($"/cases/{caseId}/evidence");
        await page.Locator("[data-upload]")
            .First.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        await page.SetInputFilesAsync(".page-head [data-upload]", [imap, kerberos]);
        // Both are sealed when they stand in the list; they are read while the page of the hosts is open.
        await page.Locator("tbody tr", new PageLocatorOptions { HasTextString = "imap.pcap" }).WaitForAsync();
        await page.Locator("tbody tr", new PageLocatorOptions { HasTextString = "kerberos.pcap" }).WaitForAsync();
        await page.GotoAsync($"/cases/{caseId}/hosts");
        var host = page.Locator("tbody tr", new PageLocatorOptions { HasTextString = "172.16.8.201" });
        await host.WaitForAsync();

        // By keyboard: the row opens the panel, Enter the page.
        await host.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("[data-panel]").WaitForAsync();
        Assert.Contains("host=172.16.8.201", page.Url, StringComparison.Ordinal);
        await page.Locator("[data-panel] a", new PageLocatorOptions { HasTextString = "Open" }).ClickAsync();
        await page.WaitForURLAsync($"**/cases/{caseId}/hosts/172.16.8.201");
        await page.Locator("h2", new PageLocatorOptions { HasTextString = "Names" }).WaitForAsync();
        var names = page.Locator("section", new PageLocatorOptions { HasTextString = "Kerberos machine account" });
        await names.Locator("a", new LocatorLocatorOptions { HasTextString = "#1" }).First.ClickAsync();
        await page.WaitForURLAsync("**/packets?evidence=*frame=1");

        // The secrets of the case: masked, with hashes, and with the word itself nowhere.
        await page.GotoAsync($"/cases/{caseId}/hosts");
        await page.Locator("a", new PageLocatorOptions { HasTextString = "Credentials" }).ClickAsync();
        await page.Locator("td", new PageLocatorOptions { HasTextString = "samir" }).First.WaitForAsync();
        var csv = await page.APIRequest.GetAsync($"/api/v1/cases/{caseId}/tables/credentials/rows.csv");
        var text = await csv.TextAsync();
        Assert.Contains("imap,password,samir,", text, StringComparison.Ordinal);
        Assert.Matches("[0-9a-f]{64}", text[text.IndexOf("imap", StringComparison.Ordinal)..]);
        Assert.DoesNotContain("pfres", text, StringComparison.Ordinal);
        var hosts = await page.APIRequest.GetAsync($"/api/v1/cases/{caseId}/hosts.csv");
        Assert.Contains("172.16.8.201,true,johnson-pc", await hosts.TextAsync(), StringComparison.Ordinal);
    }
}
