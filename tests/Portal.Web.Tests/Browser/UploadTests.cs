using System.Security.Cryptography;
using Microsoft.Playwright;

namespace Portal.Web.Tests.Browser;

/// <summary>Uploads survive what happens to them: a killed server, a reloaded page, the same file twice.</summary>
public sealed class UploadTests(PortalStage stage) : IClassFixture<PortalStage>
{
    /// <summary>Six chunks, so that a kill falls between two of them.</summary>
    private const int Bytes = 48 * 1024 * 1024;

    [Fact]
    public async Task A_killed_server_costs_nothing_but_time()
    {
        await stage.ReadyAsync();
        var page = await stage.OpenSignedInAsync();
        var caseId = await PortalStage.NewCaseAsync(page, "Killed while it received");
        var (file, sha256) = MakeFile("killed.bin", 1);
        await page.GotoAsync($"/cases/{caseId}/evidence");
        await page.Locator("[data-upload]").First.WaitForAsync(Attached);
        var gate = await HalfwayGate.CloseAsync(page);
        await page.SetInputFilesAsync(".page-head [data-upload]", file);
        await gate.Reached;

        await stage.RestartAsync();
        gate.Open();

        // The page loads itself again once its circuit is gone for good; the upload goes on either way.
        await page.GotoAsync($"/cases/{caseId}/evidence");
        await page.Locator("[data-upload]").First.WaitForAsync(Attached);
        await page.GetByText("drop the same file again").WaitForAsync();
        await page.SetInputFilesAsync(".page-head [data-upload]", file);
        await page.Locator("tbody tr", new PageLocatorOptions { HasTextString = "killed.bin" }).WaitForAsync(Long);
        Assert.Contains(sha256[..10], await page.InnerTextAsync("tbody"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_comes_back_is_sent_the_rest_without_a_hand()
    {
        await stage.ReadyAsync();
        var page = await stage.OpenSignedInAsync();
        var caseId = await PortalStage.NewCaseAsync(page, "Back after a while");
        var (file, sha256) = MakeFile("back.bin", 2);
        await page.GotoAsync($"/cases/{caseId}/evidence");
        await page.Locator("[data-upload]").First.WaitForAsync(Attached);
        var gate = await HalfwayGate.CloseAsync(page);
        await page.SetInputFilesAsync(".page-head [data-upload]", file);
        await gate.Reached;
        var chunks = new List<string>();
        page.Request += (_, request) =>
        {
            if (request.Method == "PATCH")
            {
                chunks.Add(request.Url);
            }
        };

        await stage.RestartAsync();
        gate.Open();

        var other = await stage.OpenSignedInAsync();
        await other.GotoAsync($"/cases/{caseId}/evidence");
        await other.Locator("tbody tr", new PageLocatorOptions { HasTextString = "back.bin" }).WaitForAsync(Long);
        Assert.Contains(sha256[..10], await other.InnerTextAsync("tbody"), StringComparison.Ordinal);
        Assert.DoesNotContain(chunks, chunk => chunk.EndsWith("offset=0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_bytes_under_another_name_are_the_same_evidence()
    {
        await stage.ReadyAsync();
        var page = await stage.OpenSignedInAsync();
        var caseId = await PortalStage.NewCaseAsync(page, "Twice");
        var first = Path.Combine(stage.DataDirectory, "one.bin");
        var second = Path.Combine(stage.DataDirectory, "two.bin");
        await File.WriteAllBytesAsync(first, RandomNumberGenerator.GetBytes(1000));
        File.Copy(first, second);
        await page.GotoAsync($"/cases/{caseId}/evidence");
        await page.Locator("[data-upload]").First.WaitForAsync(Attached);

        await page.SetInputFilesAsync(".page-head [data-upload]", first);
        await page.Locator("tbody tr").First.WaitForAsync();
        await page.SetInputFilesAsync(".page-head [data-upload]", second);

        await page.GetByText("had these bytes already").WaitForAsync();
        Assert.Equal(1, await page.Locator("tbody tr").CountAsync());
    }

    private static LocatorWaitForOptions Attached => new() { State = WaitForSelectorState.Attached };

    private static LocatorWaitForOptions Long => new() { Timeout = 240_000 };

    private (string Path, string Sha256) MakeFile(string name, byte fill)
    {
        var bytes = new byte[Bytes];
        Array.Fill(bytes, fill);
        var path = Path.Combine(stage.DataDirectory, name);
        File.WriteAllBytes(path, bytes);
        return (path, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }
}
