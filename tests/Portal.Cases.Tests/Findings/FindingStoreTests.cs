using Portal.Analysis.Findings;
using Portal.Cases.Accounts;
using Portal.Cases.Findings;
using Portal.Cases.Live;
using Portal.Cases.Paging;
using Portal.Cases.Refusals;

namespace Portal.Cases.Tests.Findings;

public sealed class FindingStoreTests
{
    [Fact]
    public async Task A_second_run_updates_findings_and_keeps_what_the_team_said()
    {
        await using var portal = await TestPortal.StartAsync();
        var (ann, caseId) = await StartAsync(portal);
        await ReplaceAsync(portal, caseId, SampleFinding.Of("a"), SampleFinding.Of("b"));
        var findings = portal.Get<FindingService>();
        await findings.JudgeAsync(
            caseId,
            "a",
            ann,
            new Judgement(FindingState.Confirmed, "seen on the host", 0),
            default
        );
        await portal.Get<FindingComments>().AddAsync(caseId, "a", ann, "look at frame 7", default);

        await ReplaceAsync(
            portal,
            caseId,
            SampleFinding.Of("a", score: 91, title: "calls home still"),
            SampleFinding.Of("c")
        );

        var a = await findings.GetAsync(caseId, "a", ann, default);
        Assert.Equal((91, "calls home still"), (a.Score, a.Title));
        Assert.Equal((FindingState.Confirmed, "seen on the host", "ann"), (a.State, a.Reason, a.JudgedBy));
        Assert.Single(await portal.Get<FindingComments>().ListAsync(caseId, "a", ann, default));
        Assert.Equal(["a", "c"], await KeysAsync(portal, caseId, ann));
    }

    [Fact]
    public async Task A_judged_finding_that_is_not_found_any_more_stays_as_obsolete()
    {
        await using var portal = await TestPortal.StartAsync();
        var (ann, caseId) = await StartAsync(portal);
        await ReplaceAsync(portal, caseId, SampleFinding.Of("a"), SampleFinding.Of("b"));
        var findings = portal.Get<FindingService>();
        await findings.JudgeAsync(caseId, "a", ann, new Judgement(FindingState.Dismissed, "backup", 0), default);

        await ReplaceAsync(portal, caseId);

        Assert.Empty(await KeysAsync(portal, caseId, ann));
        var all = await findings.ListAsync(
            caseId,
            ann,
            new FindingQuery { WithObsolete = true },
            PageRequest.First,
            default
        );
        var left = Assert.Single(all.Items);
        Assert.Equal(("a", false), (left.Key, left.IsCurrent));

        await ReplaceAsync(portal, caseId, SampleFinding.Of("a"));
        Assert.Equal(FindingState.Dismissed, (await findings.GetAsync(caseId, "a", ann, default)).State);
    }

    [Fact]
    public async Task Dismissing_needs_a_reason()
    {
        await using var portal = await TestPortal.StartAsync();
        var (ann, caseId) = await StartAsync(portal);
        await ReplaceAsync(portal, caseId, SampleFinding.Of("a"));

        var refused = await Assert.ThrowsAsync<RefusedException>(() =>
            portal
                .Get<FindingService>()
                .JudgeAsync(caseId, "a", ann, new Judgement(FindingState.Dismissed, " ", 0), default)
        );

        Assert.Equal(("reason", Refusal.Invalid), (refused.Field, refused.Reason));
    }

    [Fact]
    public async Task The_second_of_two_judgements_on_the_same_state_is_refused()
    {
        await using var portal = await TestPortal.StartAsync();
        var (ann, caseId) = await StartAsync(portal);
        await ReplaceAsync(portal, caseId, SampleFinding.Of("a"));
        var findings = portal.Get<FindingService>();
        await findings.JudgeAsync(caseId, "a", ann, new Judgement(FindingState.Confirmed, "", 0), default);

        var refused = await Assert.ThrowsAsync<RefusedException>(() =>
            findings.JudgeAsync(caseId, "a", ann, new Judgement(FindingState.Dismissed, "no", 0), default)
        );

        Assert.Equal(Refusal.Conflict, refused.Reason);
        Assert.Equal(FindingState.Confirmed, (await findings.GetAsync(caseId, "a", ann, default)).State);
    }

    [Theory]
    [InlineData(FindingSort.Score, false, "c,b,a")]
    [InlineData(FindingSort.Score, true, "a,b,c")]
    [InlineData(FindingSort.Severity, false, "c,a,b")]
    [InlineData(FindingSort.Title, true, "b,c,a")]
    [InlineData(FindingSort.FirstTime, true, "a,b,c")]
    [InlineData(FindingSort.State, true, "a,b,c")]
    [InlineData(FindingSort.Source, true, "a,b,c")]
    [InlineData(FindingSort.Destination, false, "a,b,c")]
    [InlineData(FindingSort.Detector, false, "a,b,c")]
    [InlineData(FindingSort.LastTime, false, "a,b,c")]
    public async Task Findings_sort_by_every_column(FindingSort sort, bool isAscending, string expected)
    {
        await using var portal = await TestPortal.StartAsync();
        var (ann, caseId) = await StartAsync(portal);
        await ReplaceAsync(
            portal,
            caseId,
            SampleFinding.Of("a", Severity.High, 60, "z"),
            SampleFinding.Of("b", Severity.Medium, 70, "x"),
            SampleFinding.Of("c", Severity.Critical, 80, "y")
        );

        var page = await portal
            .Get<FindingService>()
            .ListAsync(
                caseId,
                ann,
                new FindingQuery { Sort = sort, IsAscending = isAscending },
                PageRequest.First,
                default
            );

        Assert.Equal(expected.Split(','), page.Items.Select(finding => finding.Key));
    }

    [Fact]
    public async Task Filters_narrow_and_the_total_follows()
    {
        await using var portal = await TestPortal.StartAsync();
        var (ann, caseId) = await StartAsync(portal);
        await ReplaceAsync(
            portal,
            caseId,
            SampleFinding.Of("a", Severity.Low, 30, "100% sure"),
            SampleFinding.Of("b", Severity.High, 70, "100 sure")
        );
        await portal
            .Get<FindingService>()
            .JudgeAsync(caseId, "b", ann, new Judgement(FindingState.NeedsData, "", 0), default);

        Assert.Equal(["a"], await KeysAsync(portal, caseId, ann, new FindingQuery { Search = "100%" }));
        Assert.Equal(["b"], await KeysAsync(portal, caseId, ann, new FindingQuery { AtLeast = Severity.Medium }));
        Assert.Equal(
            ["b"],
            await KeysAsync(portal, caseId, ann, new FindingQuery { States = [FindingState.NeedsData] })
        );
        Assert.Equal(
            ["b", "a"],
            await KeysAsync(portal, caseId, ann, new FindingQuery { Host = "update.evil.example" })
        );
        Assert.Empty(await KeysAsync(portal, caseId, ann, new FindingQuery { Detector = "other" }));
    }

    [Fact]
    public async Task Whoever_follows_the_case_is_told_of_a_judgement()
    {
        await using var portal = await TestPortal.StartAsync();
        var (ann, caseId) = await StartAsync(portal);
        await ReplaceAsync(portal, caseId, SampleFinding.Of("a"));
        var told = new List<CaseChanged>();
        using (portal.Get<CaseEvents>().Subscribe(caseId, told.Add))
        using (portal.Get<CaseEvents>().Subscribe(caseId + 1, _ => Assert.Fail("another case")))
        {
            await portal
                .Get<FindingService>()
                .JudgeAsync(caseId, "a", ann, new Judgement(FindingState.Confirmed, "", 0), default);
        }

        Assert.Equal(
            [
                new CaseChanged(caseId, CaseChangeKind.Finding, "a"),
                // Confirmed, it stands on the timeline from now on.
                new CaseChanged(caseId, CaseChangeKind.Timeline, ""),
            ],
            told
        );
    }

    private static async Task<(Actor, int)> StartAsync(TestPortal portal)
    {
        var ann = await portal.AddUserAsync("ann");
        return (ann, (await portal.AddCaseAsync(ann)).Id);
    }

    private static Task ReplaceAsync(TestPortal portal, int caseId, params Finding[] findings) =>
        portal.Get<FindingStore>().ReplaceAsync(caseId, Guid.NewGuid(), findings, default);

    private static async Task<IEnumerable<string>> KeysAsync(
        TestPortal portal,
        int caseId,
        Actor actor,
        FindingQuery? query = null
    )
    {
        var page = await portal
            .Get<FindingService>()
            .ListAsync(caseId, actor, query ?? new FindingQuery(), PageRequest.First, default);
        Assert.Equal(page.Items.Count, page.Total);
        return page.Items.Select(finding => finding.Key);
    }
}
