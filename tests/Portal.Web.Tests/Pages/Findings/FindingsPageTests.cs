using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Analysis.Findings;
using Portal.Cases.Findings;
using Portal.Web.Pages.Findings;

namespace Portal.Web.Tests.Pages.Findings;

public sealed class FindingsPageTests : PageTest
{
    [Fact]
    public void Without_evidence_it_says_how_findings_come_about()
    {
        var page = Show<FindingsPage>();

        page.WaitForAssertion(() => Assert.Contains("No findings", page.Markup, StringComparison.Ordinal));
        Assert.EndsWith(
            $"/cases/{CaseId}/evidence",
            page.Find(".state a.btn").GetAttribute("href"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_most_severe_come_first_and_informative_ones_wait_behind_the_filter()
    {
        await PutFindingsAsync(
            Beacon("a", Severity.Low, "low one"),
            Beacon("b", Severity.Critical, "critical one"),
            Beacon("c", Severity.Info, "informative one")
        );

        var page = Show<FindingsPage>();

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count));
        Assert.Contains("critical one", page.FindAll("tbody tr")[0].TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?severity=info", 3)]
    [InlineData("?severity=critical", 1)]
    [InlineData("?severity=only-low", 1)]
    [InlineData("?severity=only-nonsense", 2)]
    [InlineData("?text=critical", 1)]
    [InlineData("?state=Confirmed", 0)]
    [InlineData("?host=10.1.5.42", 2)]
    public async Task The_filters_are_in_the_address(string query, int rows)
    {
        await PutFindingsAsync(
            Beacon("a", Severity.Low, "low one"),
            Beacon("b", Severity.Critical, "critical one"),
            Beacon("c", Severity.Info, "informative one")
        );

        var page = Show<FindingsPage>(query);

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".skeleton")));
        Assert.Equal(rows, page.FindAll("tbody tr").Count);
        Assert.Equal(rows == 0, page.Markup.Contains("Nothing passes these filters", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_broken_database_is_told_with_a_way_to_try_again()
    {
        await PutFindingsAsync(Beacon());
        BreakDatabase();

        var page = Show<FindingsPage>();

        page.WaitForAssertion(() =>
            Assert.Contains("could not be loaded", page.Find("[role=alert]").TextContent, StringComparison.Ordinal)
        );
        Assert.Equal("Try again", page.Find("[role=alert] button.primary").TextContent);
    }

    [Fact]
    public async Task Somebody_outside_the_case_learns_nothing_of_it()
    {
        await PutFindingsAsync(Beacon());
        SignIn(await AddUserAsync("eve", "Eve"));

        var page = Show<FindingsPage>();

        page.WaitForAssertion(() => Assert.Contains("was not found", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("185.220.101.42", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_one_finds_appears_and_glows_once()
    {
        await PutFindingsAsync(Beacon("a"));
        var page = Show<FindingsPage>();
        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));

        await PutFindingsAsync(Beacon("a"), Beacon("b", title: "a new one"));
        Time.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() =>
            Assert.Contains("a new one", page.Find("tr.glow").TextContent, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_click_opens_the_panel_and_keeps_the_list()
    {
        await PutFindingsAsync(Beacon("a"), Beacon("b"));
        var page = Show<FindingsPage>();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr[data-row]").Count));

        page.FindAll("tbody tr[data-row]")[1].Click();

        Assert.Contains("open=b", Get<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_card_shows_reasons_for_and_against_and_what_could_not_be_judged()
    {
        await PutFindingsAsync(Beacon());

        var page = Show<FindingsPage>("?open=beaconing-1");

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".side-panel")));
        var panel = page.Find(".side-panel").TextContent;
        foreach (
            var shown in new[]
            {
                "A timer explains",
                "+3.0",
                "-1.0",
                "no certificate was seen",
                "#289",
                "237 in all",
                "exponential",
            }
        )
        {
            Assert.Contains(shown, panel, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Hostile_text_of_a_finding_is_shown_as_text()
    {
        await PutFindingsAsync(Beacon(title: "<script>alert(1)</script>\u202Eevil"));

        var page = Show<FindingsPage>();

        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));
        Assert.Empty(page.FindAll("script"));
        Assert.Contains("U+202E", page.Find("tbody .ctl").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comment_is_stored_and_shown()
    {
        await PutFindingsAsync(Beacon());
        var page = Show<FindingsPage>("?open=beaconing-1");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("textarea")));

        page.Find("textarea").Input("Seen in **both** captures");
        page.FindAll(".side-panel button").Single(button => button.TextContent == "Comment").Click();
        Time.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Equal("both", page.Find(".prose strong").TextContent));
        Assert.Single(await Get<FindingComments>().ListAsync(CaseId, "beaconing-1", Ada, CancellationToken.None));
    }
}
