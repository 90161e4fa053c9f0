using Portal.Web.Layout;
using Portal.Web.Pages;

namespace Portal.Web.Tests.Layout;

public sealed class NavCatalogueTests
{
    [Fact]
    public void The_rail_has_exactly_these_pages() =>
        Assert.Equal(
            [
                "Overview o /cases/7",
                "Evidence e /cases/7/evidence",
                "Findings f /cases/7/findings",
                "Timeline t /cases/7/timeline",
                "Hosts h /cases/7/hosts",
                "Flows w /cases/7/flows",
                "Packets p /cases/7/packets",
                "Logs l /cases/7/logs",
                "Objects b /cases/7/objects",
                "Indicators i /cases/7/indicators",
                "Notes n /cases/7/notes",
                "Report r /cases/7/report",
                "Activity a /cases/7/activity",
            ],
            NavCatalogue.Entries.Select(entry => $"{entry.Title} {entry.Key} {entry.Href(7)}")
        );

    [Fact]
    public void Exactly_these_queries_are_registered() =>
        Assert.Equal(
            [
                "ShellQuery",
                "EvidenceListQuery",
                "FindingCardQuery",
                "LineQuery",
                "OverviewQuery",
                "PacketsQuery",
                "RelatedQuery",
            ],
            PagesRegistration.Queries.Select(query => query.Name)
        );
}
