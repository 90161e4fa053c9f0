using Portal.Analysis.Findings;
using Portal.Cases.Accounts;
using Portal.Cases.Findings;
using Portal.Cases.Paging;
using Portal.Cases.Refusals;
using Portal.Cases.Tests.Findings;
using Portal.Cases.Timeline;

namespace Portal.Cases.Tests.Timeline;

public sealed class TimelineTests
{
    private static readonly TimelineDraft s_draft = new(
        "2025-11-15 15:00:00 Europe/Berlin",
        "Phone call",
        "The user noticed it.",
        "report",
        ["WKSTN-042"],
        null
    );

    [Fact]
    public async Task Findings_stand_on_the_timeline_from_medium_up_and_follow_a_second_run()
    {
        await using var portal = await TestPortal.StartAsync();
        var (ann, caseId) = await StartAsync(portal);
        await AnalyseAsync(portal, caseId, SampleFinding.Of("a"), SampleFinding.Of("low", Severity.Low));
        var first = Assert.Single(await ListAsync(portal, caseId, ann));

        await AnalyseAsync(portal, caseId, SampleFinding.Of("a", title: "calls home still"));

        var second = Assert.Single(await ListAsync(portal, caseId, ann));
        Assert.Equal(first.Id, second.Id);
        Assert.Equal("calls home still", second.Title);
        Assert.Equal([1L, 7, 9], TimelineStore.ReadEvidence(second)[0].Frames);
        await AnalyseAsync(portal, caseId);
        Assert.Empty(await ListAsync(portal, caseId, ann));
    }

    [Fact]
    public async Task A_low_finding_stands_on_the_timeline_once_it_is_confirmed_and_not_where_somebody_took_it_off()
    {
        await using var portal = await TestPortal.StartAsync();
        var (ann, caseId) = await StartAsync(portal);
        await AnalyseAsync(portal, caseId, SampleFinding.Of("low", Severity.Low));
        var findings = portal.Get<FindingService>();
        var row = await findings.GetAsync(caseId, "low", ann, default);

        row = await findings.JudgeAsync(caseId, "low", ann, Confirmed(row), default);

        var shown = Assert.Single(await ListAsync(portal, caseId, ann));
        Assert.Equal("low", shown.FindingKey);
        await portal.Get<TimelineService>().RemoveAsync(caseId, shown.Id, ann, shown.Revision, default);
        await findings.JudgeAsync(caseId, "low", ann, Confirmed(row), default);
        Assert.Empty(await ListAsync(portal, caseId, ann));

        static Judgement Confirmed(CaseFinding finding) => new(FindingState.Confirmed, "", finding.Revision);
    }

    [Fact]
    public async Task What_people_wrote_or_took_off_stays_so_after_another_run()
    {
        await using var portal = await TestPortal.StartAsync();
        var (ann, caseId) = await StartAsync(portal);
        await AnalyseAsync(portal, caseId, SampleFinding.Of("a"), SampleFinding.Of("b"));
        var timeline = portal.Get<TimelineService>();
        var byHand = await timeline.AddAsync(caseId, ann, s_draft, default);
        var shown = await ListAsync(portal, caseId, ann);
        var a = shown.Single(item => item.FindingKey == "a");
        var b = shown.Single(item => item.FindingKey == "b");
        await timeline.UpdateAsync(
            caseId,
            a.Id,
            ann,
            new TimelineDraft("2025-11-15 14:01:00 UTC", "It begins", "", "c2", [], "a"),
            a.Revision,
            default
        );
        await timeline.RemoveAsync(caseId, b.Id, ann, b.Revision, default);

        await AnalyseAsync(
            portal,
            caseId,
            SampleFinding.Of("a", title: "other"),
            SampleFinding.Of("b", title: "other")
        );

        var after = await ListAsync(portal, caseId, ann);
        Assert.Equal(
            [byHand.Title, "It begins"],
            after.OrderByDescending(item => item.Title).Select(item => item.Title)
        );
        Assert.Equal("2025-11-15 15:00:00 Europe/Berlin", after.Single(item => item.Id == byHand.Id).TypedTime);

        Assert.False((await timeline.AddFindingAsync(caseId, ann, "b", default)).IsHidden);
        Assert.Equal(3, (await ListAsync(portal, caseId, ann)).Count);
    }

    [Fact]
    public async Task Of_two_changes_to_the_same_event_the_second_is_refused()
    {
        await using var portal = await TestPortal.StartAsync();
        var (ann, caseId) = await StartAsync(portal);
        var timeline = portal.Get<TimelineService>();
        var added = await timeline.AddAsync(caseId, ann, s_draft, default);
        await timeline.UpdateAsync(caseId, added.Id, ann, s_draft with { Title = "one" }, added.Revision, default);

        var refused = await Assert.ThrowsAsync<RefusedException>(() =>
            timeline.UpdateAsync(caseId, added.Id, ann, s_draft with { Title = "two" }, added.Revision, default)
        );

        Assert.Equal(Refusal.Conflict, refused.Reason);
    }

    [Fact]
    public async Task Events_come_in_the_order_of_time()
    {
        await using var portal = await TestPortal.StartAsync();
        var (ann, caseId) = await StartAsync(portal);
        var timeline = portal.Get<TimelineService>();
        foreach (var time in new[] { "2025-11-15 16:00 UTC", "2025-11-15 15:30 +02:00", "2025-11-15 14:00 UTC" })
        {
            await timeline.AddAsync(caseId, ann, s_draft with { TypedTime = time, Title = time }, default);
        }

        Assert.Equal(
            ["2025-11-15 15:30 +02:00", "2025-11-15 14:00 UTC", "2025-11-15 16:00 UTC"],
            (await ListAsync(portal, caseId, ann)).Select(item => item.Title)
        );
    }

    private static async Task<(Actor, int)> StartAsync(TestPortal portal)
    {
        var ann = await portal.AddUserAsync("ann");
        return (ann, (await portal.AddCaseAsync(ann)).Id);
    }

    private static async Task AnalyseAsync(TestPortal portal, int caseId, params Finding[] findings)
    {
        await portal.Get<FindingStore>().ReplaceAsync(caseId, Guid.NewGuid(), findings, default);
        await portal.Get<TimelineStore>().SynchroniseAsync(caseId, default);
    }

    private static async Task<IReadOnlyList<TimelineEvent>> ListAsync(TestPortal portal, int caseId, Actor actor) =>
        (await portal.Get<TimelineService>().ListAsync(caseId, actor, PageRequest.First, default)).Items;
}
