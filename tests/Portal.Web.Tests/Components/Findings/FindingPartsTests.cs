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
    public void The_axis_is_labelled_at_round_times_whatever_the_bins_are()
    {
        double[] edges = [.. Enumerable.Range(0, 41).Select(bin => bin * 1.678)];

        var shape = IntervalShape.Of(new IntervalChart(edges, [.. Enumerable.Repeat(1L, 40)], []));

        Assert.Equal(["0 s", "10 s", "20 s", "30 s", "40 s", "50 s", "1 min"], shape.Ticks.Select(tick => tick.Title));
        var places = shape.Ticks.Select(tick => double.Parse(tick.X)).ToList();
        Assert.All(places.Zip(places.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 47, 200));
        Assert.Equal("1 gap of 0 s to 1.68 s", shape.Bars[0].Title);
    }

    [Theory]
    [InlineData(0.003, 6, 0.0005)]
    [InlineData(67, 6, 20)]
    [InlineData(700, 6, 120)]
    [InlineData(14_000, 6, 3600)]
    [InlineData(9_000_000, 6, 1_814_400)]
    public void Steps_are_round(double span, int most, double step) =>
        Assert.Equal(step, AxisSteps.StepOf(span, most), 1e-9);

    [Fact]
    public void A_last_bin_that_holds_the_rest_does_not_stretch_the_axis()
    {
        var shape = IntervalShape.Of(new IntervalChart([0, 20, 40, 60, 7200], [1, 1, 1, 1], []));

        Assert.Equal("20 s", shape.Ticks[1].Title);
        Assert.All(shape.Ticks, tick => Assert.InRange(double.Parse(tick.X), IntervalShape.Left, shape.Right));
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
