using System.Text.Json;
using Portal.Cases.Accounts;
using Portal.Cases.Exports;
using Portal.Cases.Indicators;
using Portal.Cases.Paging;
using Portal.Cases.Refusals;

namespace Portal.Cases.Tests.Exports;

public sealed class IndicatorExportsTests
{
    private const string Ja3 = "d3e1de2ca313c6c0a639f69cc3e924a4";

    [Fact]
    public async Task A_fingerprint_is_not_exported_by_a_bundle_that_has_no_indicator_for_it()
    {
        await using var portal = await TestPortal.StartAsync();
        var (ann, caseId) = await StartAsync(portal, ("ja3", Ja3), ("ipv4-addr", "185.220.101.42"));

        var file = await WriteAsync(portal, caseId, ann, "stix");

        using var bundle = JsonDocument.Parse(file.Content);
        var carried = bundle
            .RootElement.GetProperty("objects")
            .EnumerateArray()
            .Where(item => item.GetProperty("type").GetString() == "indicator")
            .Select(item => item.GetProperty("name").GetString());
        Assert.Equal(["185.220.101.42"], carried);
        Assert.Equal(
            [("185.220.101.42", IndicatorState.Exported), (Ja3, IndicatorState.Confirmed)],
            await StatesAsync(portal, caseId, ann)
        );
        var scope = await portal.Get<IndicatorExports>().ScopeAsync(caseId, ann, "stix", default);
        Assert.Equal((1, 1, "ja3"), (scope.Carried, scope.LeftOut, Assert.Single(scope.LeftOutTypes)));

        await WriteAsync(portal, caseId, ann, "csv");

        Assert.All(await StatesAsync(portal, caseId, ann), row => Assert.Equal(IndicatorState.Exported, row.State));
    }

    [Fact]
    public async Task An_export_that_would_carry_nothing_is_refused()
    {
        await using var portal = await TestPortal.StartAsync();
        var (ann, caseId) = await StartAsync(portal, ("ja3", Ja3));

        var refused = await Assert.ThrowsAsync<RefusedException>(() => WriteAsync(portal, caseId, ann, "stix"));

        Assert.Contains("no form for ja3", refused.Message, StringComparison.Ordinal);
        Assert.Equal([(Ja3, IndicatorState.Confirmed)], await StatesAsync(portal, caseId, ann));
    }

    private static Task<ExportFile> WriteAsync(TestPortal portal, int caseId, Actor actor, string format) =>
        portal.Get<IndicatorExports>().WriteAsync(caseId, actor, format, null, "https://portal.example", default);

    private static async Task<(Actor, int)> StartAsync(
        TestPortal portal,
        params (string Type, string Value)[] confirmed
    )
    {
        var ann = await portal.AddUserAsync("ann");
        var caseId = (await portal.AddCaseAsync(ann)).Id;
        foreach (var (type, value) in confirmed)
        {
            await portal.Get<IndicatorService>().AddAsync(caseId, ann, new IndicatorDraft(type, value, ""), default);
        }
        return (ann, caseId);
    }

    private static async Task<IEnumerable<(string, IndicatorState State)>> StatesAsync(
        TestPortal portal,
        int caseId,
        Actor actor
    )
    {
        var page = await portal
            .Get<IndicatorService>()
            .ListAsync(caseId, actor, new IndicatorQuery(), PageRequest.First, default);
        return page.Items.Select(item => (item.Value, item.State));
    }
}
