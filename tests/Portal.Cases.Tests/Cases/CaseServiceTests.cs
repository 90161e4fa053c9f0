using Portal.Cases.Cases;
using Portal.Cases.Overview;
using Portal.Cases.Paging;
using Portal.Cases.Refusals;

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
