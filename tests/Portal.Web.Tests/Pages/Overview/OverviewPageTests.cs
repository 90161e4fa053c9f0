using Bunit;
using Portal.Analysis.Findings;
using Portal.Web.Pages.Overview;

namespace Portal.Web.Tests.Pages.Overview;

public sealed class OverviewPageTests : PageTest
{
    [Fact]
    public void An_empty_case_asks_for_evidence()
    {
        var page = Show<OverviewPage>();

        page.WaitForAssertion(() => Assert.Contains("The case is empty", page.Markup, StringComparison.Ordinal));
        Assert.NotEmpty(page.FindAll("input[type=file][data-upload][multiple]"));
        Assert.Contains("INC-7", page.Find("h1").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_are_links_to_their_rows()
    {
        await PutFindingsAsync(
            Beacon("a", Severity.Critical),
            Beacon("b", Severity.Critical),
            Beacon("c", Severity.Low)
        );

        var page = Show<OverviewPage>();

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".tally")));
        var critical = page.FindAll(".tally")
            .Single(tally => tally.TextContent.Contains("critical", StringComparison.Ordinal));
        Assert.StartsWith("2", critical.TextContent.Trim(), StringComparison.Ordinal);
        Assert.EndsWith("findings?severity=only-critical", critical.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_database_is_told()
    {
        await PutFindingsAsync(Beacon());
        BreakDatabase();

        var page = Show<OverviewPage>();

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[role=alert]")));
    }
}
