using Bunit;
using Portal.Analysis.Findings;
using Portal.Web.Components.Findings;

namespace Portal.Web.Tests.Components.Findings;

public sealed class FindingPartsTests : ComponentTest
{
    [Theory]
    [InlineData(Severity.Info, "info")]
    [InlineData(Severity.Low, "low")]
    [InlineData(Severity.Medium, "medium")]
    [InlineData(Severity.High, "high")]
    [InlineData(Severity.Critical, "critical")]
    public void A_severity_is_a_word_and_a_shape(Severity severity, string word)
    {
        var badge = Render<SeverityBadge>(parts => parts.Add(part => part.Value, severity));

        Assert.Equal(word, badge.Find(".sev").TextContent);
        Assert.NotEmpty(badge.Find("svg path").GetAttribute("d")!);
    }

    [Fact]
    public void Every_severity_has_its_own_shape()
    {
        var shapes = Enum.GetValues<Severity>()
            .Select(severity => Render<SeverityBadge>(parts => parts.Add(part => part.Value, severity)))
            .Select(badge => badge.Find("svg path").GetAttribute("d"))
            .ToList();

        Assert.Equal(5, shapes.Distinct().Count());
    }

    [Fact]
    public void The_picture_draws_a_bar_per_filled_bin_and_a_stroke_per_event()
    {
        var chart = new IntervalChart([50, 55, 60, 65, 70], [0, 3, 12, 1], [0, 60_000_000_000, 120_000_000_000]);

        var picture = Render<IntervalPicture>(parts => parts.Add(part => part.Chart, chart));

        Assert.Equal(3, picture.FindAll("rect.bin").Count);
        Assert.Equal(3, picture.FindAll("line.event").Count);
        Assert.Contains("16 gaps", picture.Find("svg").GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_highest_bin_fills_the_height_and_nothing_leaves_the_picture()
    {
        var shape = IntervalShape.Of(new IntervalChart([0, 1, 2, 3], [1, 1000, 0], [5, 5, 5]));

        Assert.All(shape.Bars, bar => Assert.InRange(double.Parse(bar.Y), IntervalShape.Top, IntervalShape.Bottom));
        Assert.All(shape.Events, x => Assert.InRange(double.Parse(x), IntervalShape.Left, shape.Right));
    }

    [Fact]
    public void An_empty_chart_draws_nothing_and_does_not_fail()
    {
        var shape = IntervalShape.Of(new IntervalChart([], [], []));

        Assert.Empty(shape.Bars);
        Assert.Empty(shape.Events);
    }

    [Fact]
    public void Terms_show_their_points_with_the_sign()
    {
        ScoreTerm[] terms =
        [
            new("comb", "χ² 3.1", "uniform phase", 2.5, EvidenceFamily.Timing),
            new("popular", "40 % of hosts", "2 %", -1, EvidenceFamily.Reputation),
        ];

        var list = Render<ScoreTerms>(parts => parts.Add(part => part.Terms, terms));

        Assert.Equal(["+2.5", "-1.0"], list.FindAll(".points").Select(points => points.TextContent));
    }
}
