using Portal.Analysis.Indicators;
using Portal.Cases.Accounts;
using Portal.Cases.Indicators;
using Portal.Cases.Paging;
using Portal.Cases.Refusals;

namespace Portal.Cases.Tests.Indicators;

public sealed class IndicatorTests
{
    [Fact]
    public async Task A_second_run_keeps_the_review_and_drops_candidates_that_are_gone()
    {
        await using var portal = await TestPortal.StartAsync();
        var (ann, caseId) = await StartAsync(portal);
        await ReplaceAsync(portal, caseId, Of("185.220.101.42"), Of("192.0.2.1"), Of("192.0.2.2"));
        var items = await ListAsync(portal, caseId, ann);
        var service = portal.Get<IndicatorService>();
        await service.JudgeAsync(caseId, ann, [items[0].Id], IndicatorState.Confirmed, "", default);
        await service.JudgeAsync(caseId, ann, [items[1].Id], IndicatorState.Rejected, "ours", default);

        await ReplaceAsync(portal, caseId, Of("185.220.101.42") with { Context = "seen again" });

        var after = await ListAsync(portal, caseId, ann);
        Assert.Equal(
            [("185.220.101.42", IndicatorState.Confirmed, true), ("192.0.2.1", IndicatorState.Rejected, false)],
            after.Select(item => (item.Value, item.State, item.IsCurrent))
        );
        Assert.Equal("seen again", after[0].Context);
    }

    [Fact]
    public async Task An_export_marks_confirmed_ones_only()
    {
        await using var portal = await TestPortal.StartAsync();
        var (ann, caseId) = await StartAsync(portal);
        await ReplaceAsync(portal, caseId, Of("192.0.2.1"), Of("192.0.2.2"));
        var items = await ListAsync(portal, caseId, ann);
        var service = portal.Get<IndicatorService>();
        await service.JudgeAsync(caseId, ann, [items[0].Id], IndicatorState.Confirmed, "", default);

        await service.MarkExportedAsync(caseId, ann, [.. items.Select(item => item.Id)], "stix", default);

        Assert.Equal(
            [IndicatorState.Exported, IndicatorState.Candidate],
            (await ListAsync(portal, caseId, ann)).Select(item => item.State)
        );
    }

    [Fact]
    public async Task One_added_by_hand_survives_every_run_and_is_there_once()
    {
        await using var portal = await TestPortal.StartAsync();
        var (ann, caseId) = await StartAsync(portal);
        var service = portal.Get<IndicatorService>();
        await service.AddAsync(caseId, ann, new IndicatorDraft("domain-name", "Evil[.]Example", "from mail"), default);

        await ReplaceAsync(portal, caseId);

        Assert.Equal("evil.example", Assert.Single(await ListAsync(portal, caseId, ann)).Value);
        var again = await Assert.ThrowsAsync<RefusedException>(() =>
            service.AddAsync(caseId, ann, new IndicatorDraft("domain-name", "evil.example", ""), default)
        );
        Assert.Equal(Refusal.Conflict, again.Reason);
    }

    [Theory]
    [InlineData("ipv4-addr", "185.220[.]101.42", "185.220.101.42")]
    [InlineData("ipv6-addr", "2001:DB8::1", "2001:db8::1")]
    [InlineData("url", "hxxp://evil[.]example/Gate", "http://evil.example/Gate")]
    [InlineData("ja3", "D3E1DE2CA313C6C0A639F69CC3E924A4", "d3e1de2ca313c6c0a639f69cc3e924a4")]
    [InlineData("ja4", "t12d160700_8cdfa2d4673b_3ed9270d0c6c", "t12d160700_8cdfa2d4673b_3ed9270d0c6c")]
    public void Values_are_taken_defanged_and_stored_whole(string type, string typed, string stored) =>
        Assert.Equal(stored, new IndicatorDraft(type, typed, "").Checked().Value);

    [Theory]
    [InlineData("ipv4-addr", "10.1.5")]
    [InlineData("ipv4-addr", "10.1.5.0/24")]
    [InlineData("domain-name", "localhost")]
    [InlineData("domain-name", "evil example")]
    [InlineData("url", "evil.example/path")]
    [InlineData("file-sha256", "abc")]
    [InlineData("ja4", "t12d160700")]
    [InlineData("mutex", "x")]
    public void A_value_that_does_not_fit_its_type_is_refused(string type, string typed) =>
        Assert.Throws<RefusedException>(() => new IndicatorDraft(type, typed, "").Checked());

    private static Indicator Of(string value) => new("ipv4-addr", value, "called", 1, 2, ["a"]);

    private static async Task<(Actor, int)> StartAsync(TestPortal portal)
    {
        var ann = await portal.AddUserAsync("ann");
        return (ann, (await portal.AddCaseAsync(ann)).Id);
    }

    private static Task ReplaceAsync(TestPortal portal, int caseId, params Indicator[] indicators) =>
        portal.Get<IndicatorStore>().ReplaceAsync(caseId, indicators, default);

    private static async Task<IReadOnlyList<CaseIndicator>> ListAsync(TestPortal portal, int caseId, Actor actor) =>
        (
            await portal
                .Get<IndicatorService>()
                .ListAsync(caseId, actor, new IndicatorQuery(), PageRequest.First, default)
        ).Items;
}
