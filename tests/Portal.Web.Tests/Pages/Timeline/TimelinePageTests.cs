using Bunit;
using Portal.Cases.Findings;
using Portal.Cases.Timeline;
using Portal.Web.Pages.Timeline;

namespace Portal.Web.Tests.Pages.Timeline;

public sealed class TimelinePageTests : PageTest
{
    private Task AddAsync(string time, string title, params string[] hosts) =>
        Get<TimelineService>()
            .AddAsync(
                CaseId,
                Ada,
                new TimelineDraft(time, title, "", "discovery", hosts, null),
                CancellationToken.None
            );

    [Fact]
    public void An_empty_timeline_offers_to_add_an_event()
    {
        var page = Show<TimelinePage>();

        page.WaitForAssertion(() =>
            Assert.Contains("Nothing on the timeline yet", page.Markup, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Events_stand_in_the_order_of_time_with_the_gaps_between_them()
    {
        await AddAsync("2025-11-15 18:00:00 UTC", "later");
        await AddAsync("2025-11-15 15:00:00 +01:00", "earlier");

        var page = Show<TimelinePage>();

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tr[data-row]").Count));
        Assert.Contains("earlier", page.FindAll("tr[data-row]")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains(
            "2025-11-15 14:00:00.000",
            page.FindAll("tr[data-row]")[0].TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal("4 h without an event", page.Find("tr.gap").TextContent);
    }

    [Fact]
    public async Task Filters_leave_what_they_name()
    {
        await AddAsync("2025-11-15 14:00:00 UTC", "one", "10.1.5.42");
        await AddAsync("2025-11-15 14:00:01 UTC", "two", "10.1.1.5");

        var page = Show<TimelinePage>("?host=10.1.1.5");

        page.WaitForAssertion(() => Assert.Single(page.FindAll("tr[data-row]")));
        Assert.Contains("two", page.Find("tr[data-row]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_person_adds_appears()
    {
        await AddAsync("2025-11-15 14:00:00 UTC", "one");
        var page = Show<TimelinePage>();
        page.WaitForAssertion(() => Assert.Single(page.FindAll("tr[data-row]")));

        await AddAsync("2025-11-15 14:00:01 UTC", "two");
        Time.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Contains("two", page.Find("tr.glow").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_finding_that_somebody_confirms_reads_so_at_once()
    {
        await PutFindingsAsync(Beacon());
        await Get<TimelineStore>().SynchroniseAsync(CaseId, CancellationToken.None);
        var page = Show<TimelinePage>();
        page.WaitForAssertion(() =>
            Assert.Contains("proposed by", page.Find("tr[data-row]").TextContent, StringComparison.Ordinal)
        );

        await JudgeAsync(FindingState.Confirmed);
        Time.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() =>
            Assert.Contains("confirmed by Ada Admin", page.Find("tr[data-row]").TextContent, StringComparison.Ordinal)
        );
        Assert.DoesNotContain("proposed", page.Find("tr[data-row]").TextContent, StringComparison.Ordinal);

        await JudgeAsync(FindingState.Dismissed);
        Time.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() =>
            Assert.Contains("dismissed by Ada Admin", page.Find("tr.dismissed").TextContent, StringComparison.Ordinal)
        );
    }

    private async Task JudgeAsync(FindingState state)
    {
        var findings = Get<FindingService>();
        var row = await findings.GetAsync(CaseId, "beaconing-1", Ada, CancellationToken.None);
        var judgement = new Judgement(state, "seen on the host", row.Revision);
        await findings.JudgeAsync(CaseId, row.Key, Ada, judgement, CancellationToken.None);
    }

    [Fact]
    public async Task The_csv_neutralises_formulas()
    {
        await AddAsync("2025-11-15 14:00:00 UTC", "=HYPERLINK(\"http://evil\")");
        var events = await Get<TimelineService>()
            .ListAsync(CaseId, Ada, Portal.Cases.Paging.PageRequest.First, CancellationToken.None);

        var csv = TimelineCsv.Of(events.Items, _ => null);

        Assert.StartsWith("datetime,timestamp_desc,message,", csv, StringComparison.Ordinal);
        Assert.Contains(
            "2025-11-15T14:00:00.000Z,Event,\"'=HYPERLINK(\"\"http://evil\"\")\"",
            csv,
            StringComparison.Ordinal
        );
    }
}
