using System.Text.Json;
using Microsoft.Playwright;
using Portal.Analysis.Demo;

namespace Portal.Web.Tests.Browser;

/// <summary>The whole story with two people: from the set-up link to the STIX bundle, the second one following along.</summary>
public sealed class StoryTests(PortalStage stage) : IClassFixture<PortalStage>
{
    private const float Patience = 240_000;

    [Fact]
    public async Task From_a_dropped_capture_to_a_STIX_bundle_while_a_second_analyst_watches()
    {
        await stage.ReadyAsync();
        var folder = Directory.CreateDirectory(Path.Combine(stage.DataDirectory, "demo")).FullName;
        DemoIncident.Write(folder);
        var files = Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".pcap" or ".pcapng" or ".log" or ".gz")
            .ToList();

        var ada = await stage.OpenSignedInAsync();
        var caseId = await PortalStage.NewCaseAsync(ada, "Beacon on WKSTN-042");
        var bob = await JoinAsync(ada, caseId);
        await bob.GotoAsync($"/cases/{caseId}/findings");
        await bob.GetByText("No findings", new PageGetByTextOptions { Exact = true }).WaitForAsync();

        await ada.GotoAsync($"/cases/{caseId}");
        await ada.Locator(".rail").WaitForAsync();
        await DropAsync(ada, files);
        // Waiting for the address would miss a page that has come between looking at it and listening for it.
        await ada.Locator("h1", new PageLocatorOptions { HasTextString = "Evidence" }).WaitForAsync();
        await ada.Locator("[role=progressbar]").First.WaitForAsync();
        await Shots.TakeAsync(ada, "story-upload");

        // The second browser was told nothing and asks nothing: the finding comes to it.
        var beacon = bob.Locator("tbody tr", new PageLocatorOptions { HasTextString = "185.220.101.42:443" }).First;
        await beacon.WaitForAsync(new LocatorWaitForOptions { Timeout = Patience });
        // A finding may stand on lines of a log for as long as the capture beside it is still being read.
        await ada.Locator("[role=progressbar]")
            .First.WaitForAsync(
                new LocatorWaitForOptions { State = WaitForSelectorState.Detached, Timeout = Patience }
            );
        await Shots.TakeAsync(bob, "story-second");

        await ada.GotoAsync($"/cases/{caseId}/findings");
        await ada.Locator("tbody tr", new PageLocatorOptions { HasTextString = "185.220.101.42:443" })
            .First.ClickAsync();
        await ada.Locator(".side-panel .chart").WaitForAsync();
        await ada.ClickAsync(".side-panel header a");
        await ada.Locator(".page-head button", new PageLocatorOptions { HasTextString = "Confirm" }).WaitForAsync();
        await ada.Locator(".evidence-chip a", new PageLocatorOptions { HasTextString = "#" }).First.ClickAsync();
        await ada.Locator("[data-bytes] .hex").First.WaitForAsync();
        Assert.Contains("185.220.101.42", await ada.InnerTextAsync("[data-tree]"), StringComparison.Ordinal);
        await Shots.TakeAsync(ada, "story-frame");

        await ada.GoBackAsync();
        await ada.Locator(".page-head button", new PageLocatorOptions { HasTextString = "Confirm" }).ClickAsync();
        await ada.FillAsync("#judge-reason", "Confirmed with the owner of the host");
        await ada.ClickAsync(".mud-dialog button[type=submit]");
        await beacon.GetByText("confirmed").WaitForAsync(new LocatorWaitForOptions { Timeout = 5_000 });

        await ada.Locator("button", new PageLocatorOptions { HasTextString = "To timeline" }).ClickAsync();
        await bob.GotoAsync($"/cases/{caseId}/timeline");
        await bob.Locator("tr[data-row]", new PageLocatorOptions { HasTextString = "185.220.101.42:443" })
            .First.WaitForAsync();

        await ConfirmIndicatorsAsync(ada, caseId);
        using var bundle = JsonDocument.Parse(await DownloadStixAsync(ada));
        var types = bundle
            .RootElement.GetProperty("objects")
            .EnumerateArray()
            .Select(item => item.GetProperty("type").GetString()!)
            .ToHashSet(StringComparer.Ordinal);
        Assert.Superset(
            new HashSet<string>(StringComparer.Ordinal) { "indicator", "identity", "sighting", "report" },
            types
        );
    }

    /// <summary>A second person: invited by the first, made a member of the case.</summary>
    private async Task<IPage> JoinAsync(IPage ada, int caseId)
    {
        await ada.GotoAsync("/people");
        await ada.FillAsync("[aria-label='Whom']", "Bob");
        await ada.ClickAsync("button:has-text('Make an invitation')");
        var link = await ada.Locator(".notice code").InnerTextAsync();
        var bob = await stage.OpenAsync();
        await bob.GotoAsync(link);
        await bob.FillAsync("#user", "bob");
        await bob.FillAsync("#name", "Bob Analyst");
        await bob.FillAsync("#password", PortalStage.Password);
        await bob.FillAsync("#repeated", PortalStage.Password);
        await bob.ClickAsync("button[type=submit]");
        await bob.GetByText("No case is open to you").WaitForAsync();

        await ada.GotoAsync($"/cases/{caseId}");
        await ada.ClickAsync("button:has-text('Members')");
        await ada.FillAsync(".mud-dialog [aria-label='Account']", "bob");
        await ada.ClickAsync(".mud-dialog button:has-text('Add')");
        await ada.Locator(".mud-dialog td", new PageLocatorOptions { HasTextString = "Bob Analyst" }).WaitForAsync();
        await ada.ClickAsync(".mud-dialog button:has-text('Close')");
        await bob.Locator("tbody tr").First.WaitForAsync();
        return bob;
    }

    /// <summary>Drops real files on the page, as a hand would: not on a field, on the page.</summary>
    internal static async Task DropAsync(IPage page, IReadOnlyList<string> files)
    {
        // A browser under test gets files through an input only; the drop itself is then made of them.
        await page.EvaluateAsync(
            """
            () => {
              const input = document.createElement("input");
              input.type = "file";
              input.multiple = true;
              input.id = "test-files";
              document.body.append(input);
            }
            """
        );
        await page.SetInputFilesAsync("#test-files", files);
        await page.EvaluateAsync(
            """
            () => {
              const input = document.getElementById("test-files");
              const transfer = new DataTransfer();
              for (const file of input.files) transfer.items.add(file);
              input.remove();
              for (const type of ["dragenter", "dragover", "drop"])
                document.querySelector("main").dispatchEvent(
                  new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }),
                );
            }
            """
        );
    }

    private static async Task ConfirmIndicatorsAsync(IPage page, int caseId)
    {
        await page.GotoAsync($"/cases/{caseId}/indicators");
        await page.Locator("tr[data-row]").First.WaitForAsync();
        await page.ClickAsync("thead input[type=checkbox]");
        await page.Locator(".page-head button", new PageLocatorOptions { HasTextString = "Confirm" }).ClickAsync();
        await page.Locator("tr[data-row] .tag", new PageLocatorOptions { HasTextString = "confirmed" })
            .First.WaitForAsync();
    }

    private static async Task<string> DownloadStixAsync(IPage page)
    {
        var download = await page.RunAndWaitForDownloadAsync(async () =>
        {
            await page.ClickAsync(".page-head .btn:has-text('Export')");
            await page.ClickAsync(".mud-popover-open .mud-menu-item:has-text('STIX')");
        });
        return await File.ReadAllTextAsync(await download.PathAsync());
    }
}
