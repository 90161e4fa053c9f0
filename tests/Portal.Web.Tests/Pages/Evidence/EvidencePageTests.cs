using Bunit;
using Microsoft.EntityFrameworkCore;
using Portal.Cases;
using Portal.Cases.Evidence;
using Portal.Web.Layout;
using Portal.Web.Pages.Evidence;

namespace Portal.Web.Tests.Pages.Evidence;

public sealed class EvidencePageTests : PageTest
{
    [Fact]
    public void An_empty_case_takes_many_files_at_once()
    {
        var page = Show<EvidencePage>();

        page.WaitForAssertion(() => Assert.Contains("No evidence yet", page.Markup, StringComparison.Ordinal));
        Assert.All(page.FindAll("input[type=file]"), input => Assert.True(input.HasAttribute("multiple")));
    }

    [Fact]
    public async Task An_upload_of_another_person_is_shown_with_what_to_do_when_it_was_interrupted()
    {
        await Get<UploadService>().BeginAsync(CaseId, Ada, "big.pcapng", 5_000_000, CancellationToken.None);

        var page = Show<EvidencePage>();

        page.WaitForAssertion(() => Assert.Contains("drop the same file again", page.Markup, StringComparison.Ordinal));
        Assert.Contains(
            "0 B of 5.00 MB",
            page.Find(".notice").TextContent.ReplaceLineEndings(" "),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_address_with_no_number_shows_the_list_and_says_so()
    {
        var page = Show<EvidencePage>("?open=abc");

        page.WaitForAssertion(() =>
            Assert.Contains("“abc” is not the number of a piece", page.Markup, StringComparison.Ordinal)
        );
        Assert.Contains("No evidence yet", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evidence_that_could_not_be_read_says_why_in_its_row()
    {
        await using (var db = await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync())
        {
            db.EvidenceFiles.Add(new EvidenceFile { Sha256 = new string('a', 64) });
            db.Evidence.Add(
                new CaseEvidence
                {
                    CaseId = CaseId,
                    Sha256 = new string('a', 64),
                    Name = "holiday.jpg",
                    AddedBy = "Ada Admin",
                    Status = EvidenceStatus.Failed,
                    Error = "No importer knows this kind of file: <b>JPEG</b>.",
                }
            );
            await db.SaveChangesAsync();
        }

        var page = Show<EvidencePage>();

        page.WaitForAssertion(() =>
            Assert.Contains(
                "failed: No importer knows this kind of file: <b>JPEG</b>.",
                page.Find("tr[data-row]").TextContent,
                StringComparison.Ordinal
            )
        );
    }

    [Fact]
    public async Task The_browsers_own_uploads_show_stage_share_and_errors()
    {
        var page = Show<EvidencePage>();
        LocalUpload[] uploads =
        [
            new(1, "a.pcap", 1000, 500, "sending", null, 250, null, null),
            new(2, "b.pcap", 1000, 0, "failed", "The file is empty.", 0, null, null),
            new(3, "c.pcap", 1000, 1000, "done", null, 0, 7, false),
        ];

        await page.InvokeAsync(() => Get<UploadDesk>().UploadsChanged(uploads));

        var rows = page.FindAll(".upload").Select(row => row.TextContent).ToList();
        Assert.Contains("50 %", rows[0], StringComparison.Ordinal);
        Assert.Contains("2 s left", rows[0], StringComparison.Ordinal);
        Assert.Contains("The file is empty.", rows[1], StringComparison.Ordinal);
        Assert.Contains("had these bytes already", rows[2], StringComparison.Ordinal);
    }
}
