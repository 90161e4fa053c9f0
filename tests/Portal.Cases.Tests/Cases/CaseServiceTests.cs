using Portal.Cases.Cases;
using Portal.Cases.Findings;
using Portal.Cases.Indicators;
using Portal.Cases.Notes;
using Portal.Cases.Overview;
using Portal.Cases.Paging;
using Portal.Cases.Refusals;
using Portal.Cases.Runs;
using Portal.Cases.Tests.Findings;
using Portal.Cases.Timeline;

namespace Portal.Cases.Tests.Cases;

public sealed class CaseServiceTests
{
    [Fact]
    public async Task Numbers_are_given_in_order_and_are_unique()
    {
        await using var portal = await TestPortal.StartAsync();
        var ann = await portal.AddUserAsync("ann");
        var cases = portal.Get<CaseService>();

        var first = await portal.AddCaseAsync(ann);
        var second = await portal.AddCaseAsync(ann);
        var taken = await Assert.ThrowsAsync<RefusedException>(() =>
            cases.CreateAsync(ann, new CaseDraft { Name = "x", Number = first.Number }, default)
        );

        Assert.Equal(["INC-2025-0001", "INC-2025-0002"], [first.Number, second.Number]);
        Assert.NotEqual(first.Identity, second.Identity);
        Assert.Equal("number", taken.Field);
    }

    [Fact]
    public async Task Of_two_changes_to_the_same_revision_the_second_is_refused()
    {
        await using var portal = await TestPortal.StartAsync();
        var ann = await portal.AddUserAsync("ann");
        var made = await portal.AddCaseAsync(ann);
        var cases = portal.Get<CaseService>();
        var draft = CaseDraft.Of(made) with { State = CaseState.Containment };

        var revision = await cases.UpdateAsync(made.Id, ann, draft, made.Revision, default);
        var refused = await Assert.ThrowsAsync<RefusedException>(() =>
            cases.UpdateAsync(made.Id, ann, draft, made.Revision, default)
        );

        Assert.Equal(Refusal.Conflict, refused.Reason);
        Assert.Equal(made.Revision + 1, revision);
        var feed = await portal.Get<ActivityFeed>().ListAsync(made.Id, ann, PageRequest.First, default);
        Assert.Contains("from Open to Containment", feed.Items[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_shows_own_cases_with_their_counts_and_is_searched_literally()
    {
        await using var portal = await TestPortal.StartAsync();
        var ann = await portal.AddUserAsync("ann");
        var bob = await portal.AddUserAsync("bob");
        await portal.AddCaseAsync(ann, "100% certain");
        await portal.AddCaseAsync(ann, "1000 alerts");
        await portal.AddCaseAsync(bob, "100% other");
        var cases = portal.Get<CaseService>();

        var all = await cases.ListAsync(ann, null, PageRequest.First, default);
        var found = await cases.ListAsync(ann, "100%", PageRequest.First, default);

        Assert.Equal(2, all.Total);
        Assert.Equal("100% certain", Assert.Single(found.Items).Name);
        Assert.Equal(
            (1, 0, 0, 0),
            (all.Items[0].Members, all.Items[0].Evidence, all.Items[0].OpenFindings, all.Items[0].ActiveRuns)
        );
    }

    [Fact]
    public async Task Whatever_changes_in_a_case_moves_it_to_the_top_of_the_list()
    {
        await using var portal = await TestPortal.StartAsync();
        var ann = await portal.AddUserAsync("ann");
        var id = (await portal.AddCaseAsync(ann, "watched")).Id;
        await portal.Get<FindingStore>().ReplaceAsync(id, Guid.NewGuid(), [SampleFinding.Of("a")], default);
        Func<Task>[] changes =
        [
            () =>
                portal
                    .Get<FindingService>()
                    .JudgeAsync(id, "a", ann, new Judgement(FindingState.Confirmed, "", 0), default),
            () => portal.Get<FindingComments>().AddAsync(id, "a", ann, "seen", default),
            () => portal.Get<NoteService>().CreateAsync(id, ann, "Hypotheses", "", default),
            () =>
                portal
                    .Get<TimelineService>()
                    .AddAsync(id, ann, new TimelineDraft("2025-11-15 14:00 UTC", "call", "", "", [], null), default),
            () =>
                portal
                    .Get<IndicatorService>()
                    .AddAsync(id, ann, new IndicatorDraft("ipv4-addr", "192.0.2.1", ""), default),
            () => EndRunAsync(portal, id),
        ];
        foreach (var change in changes)
        {
            portal.Time.Advance(TimeSpan.FromMinutes(1));
            await portal.AddCaseAsync(ann, "other");
            portal.Time.Advance(TimeSpan.FromMinutes(1));

            await change();

            var top = (await portal.Get<CaseService>().ListAsync(ann, null, PageRequest.First, default)).Items[0];
            Assert.Equal(("watched", portal.Time.GetUtcNow()), (top.Name, top.UpdatedAt));
        }
    }

    private static async Task EndRunAsync(TestPortal portal, int caseId)
    {
        await using var db = await portal.OpenAsync();
        db.Runs.Add(
            new AnalysisRun
            {
                Id = Guid.NewGuid(),
                CaseId = caseId,
                Subject = AnalysisRun.WholeCase,
                QueuedBy = "ann",
                State = RunState.Succeeded,
                EndedAt = portal.Time.GetUtcNow(),
            }
        );
        await db.SaveChangesAsync();
    }

    [Fact]
    public void Networks_are_stored_without_bits_behind_the_prefix() =>
        Assert.Equal(
            ["10.0.0.0/8", "fd00::/8"],
            new CaseDraft { Name = "x", LocalNetworks = ["10.1.2.3/8", " fd00::1/8 ", ""] }
                .Checked()
                .LocalNetworks
        );

    [Theory]
    [InlineData("", "UTC", "10.0.0.0/8", "name")]
    [InlineData("x", "Berlin", "10.0.0.0/8", "timeZone")]
    [InlineData("x", "UTC", "10.0.0.0/99", "localNetworks")]
    [InlineData("x", "UTC", "everything", "localNetworks")]
    public void A_draft_that_cannot_be_accepted_names_its_field(string name, string zone, string network, string field)
    {
        var draft = new CaseDraft
        {
            Name = name,
            TimeZone = zone,
            LocalNetworks = [network],
        };

        Assert.Equal(field, Assert.Throws<RefusedException>(draft.Checked).Field);
    }
}
