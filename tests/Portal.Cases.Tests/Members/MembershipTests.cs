using Portal.Cases.Cases;
using Portal.Cases.Evidence;
using Portal.Cases.Findings;
using Portal.Cases.Indicators;
using Portal.Cases.Members;
using Portal.Cases.Notes;
using Portal.Cases.Overview;
using Portal.Cases.Paging;
using Portal.Cases.Records;
using Portal.Cases.Refusals;
using Portal.Cases.Runs;
using Portal.Cases.Timeline;

namespace Portal.Cases.Tests.Members;

public sealed class MembershipTests
{
    [Fact]
    public async Task Who_is_no_member_finds_nothing_whatever_the_question()
    {
        await using var portal = await TestPortal.StartAsync();
        var ann = await portal.AddUserAsync("ann");
        var eve = await portal.AddUserAsync("eve", isAdministrator: true);
        var id = (await portal.AddCaseAsync(ann)).Id;
        var page = PageRequest.First;
        Func<Task>[] questions =
        [
            () => portal.Get<CaseService>().GetAsync(id, eve, default),
            () => portal.Get<MemberService>().ListAsync(id, eve, default),
            () => portal.Get<EvidenceService>().ListAsync(id, eve, page, default),
            () => portal.Get<EvidenceService>().CustodyAsync(id, null, eve, page, default),
            () => portal.Get<UploadService>().ListAsync(id, eve, default),
            () => portal.Get<UploadService>().BeginAsync(id, eve, "a", 1, default),
            () => portal.Get<RunService>().ListAsync(id, eve, page, default),
            () => portal.Get<FindingService>().ListAsync(id, eve, new FindingQuery(), page, default),
            () => portal.Get<FindingService>().GetAsync(id, "a", eve, default),
            () => portal.Get<IndicatorService>().ListAsync(id, eve, new IndicatorQuery(), page, default),
            () => portal.Get<TimelineService>().ListAsync(id, eve, page, default),
            () => portal.Get<NoteService>().ListAsync(id, eve, page, default),
            () => portal.Get<ActivityFeed>().ListAsync(id, eve, page, default),
            () => portal.Get<OverviewService>().CountAsync(id, eve, default),
            () => portal.Get<RecordRows>().TablesAsync(id, eve, default),
        ];

        foreach (var question in questions)
        {
            Assert.Equal(Refusal.NotFound, (await Assert.ThrowsAsync<RefusedException>(question)).Reason);
        }
        Assert.Equal(0, (await portal.Get<CaseService>().ListAsync(eve, null, page, default)).Total);
    }

    [Fact]
    public async Task Roles_open_what_they_name()
    {
        await using var portal = await TestPortal.StartAsync();
        var ann = await portal.AddUserAsync("ann");
        var bob = await portal.AddUserAsync("bob");
        var made = await portal.AddCaseAsync(ann);
        var members = portal.Get<MemberService>();
        var notes = portal.Get<NoteService>();

        await members.SetAsync(made.Id, ann, "BOB", CaseRole.Reader, default);
        Assert.Equal(CaseRole.Reader, (await portal.Get<CaseService>().GetAsync(made.Id, bob, default)).MyRole);
        var reader = await Assert.ThrowsAsync<RefusedException>(() =>
            notes.CreateAsync(made.Id, bob, "t", "", default)
        );
        Assert.Equal(Refusal.Forbidden, reader.Reason);

        await members.SetAsync(made.Id, ann, "bob", CaseRole.Analyst, default);
        await notes.CreateAsync(made.Id, bob, "t", "", default);
        var analyst = await Assert.ThrowsAsync<RefusedException>(() =>
            portal.Get<CaseService>().UpdateAsync(made.Id, bob, CaseDraft.Of(made), made.Revision, default)
        );
        Assert.Equal(Refusal.Forbidden, analyst.Reason);
        Assert.Equal(["ann", "bob"], (await members.ListAsync(made.Id, ann, default)).Select(row => row.UserName));

        await members.RemoveAsync(made.Id, ann, bob.UserId, default);
        await Assert.ThrowsAsync<RefusedException>(() => notes.ListAsync(made.Id, bob, PageRequest.First, default));
    }

    [Fact]
    public async Task A_case_keeps_an_owner()
    {
        await using var portal = await TestPortal.StartAsync();
        var ann = await portal.AddUserAsync("ann");
        var made = await portal.AddCaseAsync(ann);
        var members = portal.Get<MemberService>();

        var lowered = await Assert.ThrowsAsync<RefusedException>(() =>
            members.SetAsync(made.Id, ann, "ann", CaseRole.Reader, default)
        );
        var removed = await Assert.ThrowsAsync<RefusedException>(() =>
            members.RemoveAsync(made.Id, ann, ann.UserId, default)
        );

        Assert.Equal([Refusal.Conflict, Refusal.Conflict], [lowered.Reason, removed.Reason]);
    }

    [Fact]
    public async Task An_administrator_can_give_an_orphaned_case_an_owner_and_it_is_written_down()
    {
        await using var portal = await TestPortal.StartAsync();
        var ann = await portal.AddUserAsync("ann");
        var root = await portal.AddUserAsync("root", isAdministrator: true);
        var made = await portal.AddCaseAsync(ann);

        await portal.Get<MemberService>().SetAsync(made.Id, root, "root", CaseRole.Owner, default);

        Assert.Equal(CaseRole.Owner, (await portal.Get<CaseService>().GetAsync(made.Id, root, default)).MyRole);
        var feed = await portal.Get<ActivityFeed>().ListAsync(made.Id, ann, PageRequest.First, default);
        Assert.Equal(("root", "member.set"), (feed.Items[0].UserName, feed.Items[0].Action));
    }

    [Fact]
    public async Task A_disabled_account_is_no_member_of_anything()
    {
        await using var portal = await TestPortal.StartAsync();
        var ann = await portal.AddUserAsync("ann");
        var made = await portal.AddCaseAsync(ann);
        await using (var db = await portal.OpenAsync())
        {
            db.Users.Single().IsDisabled = true;
            await db.SaveChangesAsync();
        }

        await Assert.ThrowsAsync<RefusedException>(() => portal.Get<CaseService>().GetAsync(made.Id, ann, default));
    }
}
