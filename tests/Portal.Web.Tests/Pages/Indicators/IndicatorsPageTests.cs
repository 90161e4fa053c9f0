using Bunit;
using Portal.Cases.Indicators;
using Portal.Cases.Paging;
using Portal.Web.Pages.Indicators;

namespace Portal.Web.Tests.Pages.Indicators;

public sealed class IndicatorsPageTests : PageTest
{
    private Task<CaseIndicator> AddAsync(string type, string value) =>
        Get<IndicatorService>().AddAsync(CaseId, Ada, new IndicatorDraft(type, value, "seen"), CancellationToken.None);

    [Fact]
    public void Without_indicators_it_says_where_they_come_from()
    {
        var page = Show<IndicatorsPage>();

        page.WaitForAssertion(() => Assert.Contains("No indicators yet", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Chosen_values_are_copied_as_they_are_or_defanged_and_judged_together()
    {
        await AddAsync("ipv4-addr", "185.220.101.42");
        await AddAsync("domain-name", "update.evil.example");
        var page = Show<IndicatorsPage>();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tr[data-row]").Count));

        page.Find("thead input[type=checkbox]").Change(true);

        Assert.Equal("update.evil.example\n185.220.101.42", Button(page, "as they are").GetAttribute("data-copy"));
        Assert.Equal(
            "update[.]evil[.]example\n185[.]220[.]101[.]42",
            Button(page, "defanged").GetAttribute("data-copy")
        );

        Button(page, "Reject").Click();

        page.WaitForAssertion(() => Assert.Contains("No indicators yet", page.Markup, StringComparison.Ordinal));
        var rejected = await Get<IndicatorService>()
            .ListAsync(
                CaseId,
                Ada,
                new IndicatorQuery { States = [IndicatorState.Rejected] },
                PageRequest.First,
                CancellationToken.None
            );
        Assert.Equal(2, rejected.Total);
    }

    [Fact]
    public async Task What_was_exported_stays_with_the_confirmed_ones_that_the_overview_counts()
    {
        var given = await AddAsync("ipv4-addr", "185.220.101.42");
        await AddAsync("domain-name", "update.evil.example");
        await Get<IndicatorService>().MarkExportedAsync(CaseId, Ada, [given.Id], "csv", CancellationToken.None);

        var page = Show<IndicatorsPage>("?state=for-export");

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tr[data-row]").Count));
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<IndicatorsPage> page, string title) =>
        page.FindAll("button").First(button => button.TextContent.Trim().StartsWith(title, StringComparison.Ordinal));
}
