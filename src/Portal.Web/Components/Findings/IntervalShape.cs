using System.Globalization;
using Portal.Analysis.Findings;
using Portal.Web.Components.Values;

namespace Portal.Web.Components.Findings;

/// <summary>The drawing of an interval chart in the units of its SVG view box.</summary>
public sealed record IntervalShape
{
    public const int Wide = 520;
    public const int Narrow = 420;
    public const int Height = 180;
    public const int Left = 34;
    public const int Top = 2;
    public const int Bottom = 110;
    public const int StripTop = 136;
    public const int StripBottom = 158;

    /// <summary>The heading's line: bars stay below it.</summary>
    private const int Heading = 20;

    /// <summary>Between two labels of the axis.</summary>
    private const int LabelWidth = 68;

    /// <summary>Of the view box; the narrow one keeps its letters readable in a panel.</summary>
    public required int Right { get; init; }
    public required IReadOnlyList<Bar> Bars { get; init; }
    public required IReadOnlyList<Tick> Ticks { get; init; }

    /// <summary>Positions of the events along the strip.</summary>
    public required IReadOnlyList<string> Events { get; init; }
    public required long Highest { get; init; }
    public required string Description { get; init; }

    public static IntervalShape Of(IntervalChart chart, int right = Wide)
    {
        var bins = Math.Min(chart.Counts.Count, Math.Max(0, chart.BinEdgesSeconds.Count - 1));
        var highest = chart.Counts.Take(bins).DefaultIfEmpty(0).Max();
        var width = bins == 0 ? 0 : (right - Left) / (double)bins;
        var bars = new List<Bar>(bins);
        for (var bin = 0; bin < bins; bin++)
        {
            var count = chart.Counts[bin];
            if (count == 0)
            {
                continue;
            }
            // At least a pixel and a half, so that a single gap is seen beside hundreds.
            var height = Math.Max(1.5, (Bottom - Top - Heading) * count / (double)highest);
            bars.Add(
                new Bar(
                    Number(Left + (bin * width) + 0.5),
                    Number(Bottom - height),
                    Number(Math.Max(1, width - 1)),
                    Number(height),
                    $"{CountText.Of(count, "gap", "gaps")} of {DurationText.Of(chart.BinEdgesSeconds[bin])} to {DurationText.Of(chart.BinEdgesSeconds[bin + 1])}"
                )
            );
        }
        return new IntervalShape
        {
            Right = right,
            Bars = bars,
            Ticks = TicksOf([.. chart.BinEdgesSeconds.Take(bins + 1)], width, right),
            Events = EventsOf(chart.EventTimes, right),
            Highest = highest,
            Description =
                $"Histogram of {CountText.Of(chart.Counts.Take(bins).Sum(), "gap", "gaps")} in {CountText.Of(bins, "bin", "bins")}, and {CountText.Of(chart.EventTimes.Count, "event", "events")} over time",
        };
    }

    /// <summary>Labels at round times, wherever the bins begin: nobody compares 13.42 s with 26.85 s.</summary>
    private static List<Tick> TicksOf(IReadOnlyList<double> edges, double width, int right)
    {
        var ticks = new List<Tick>();
        if (edges.Count < 2)
        {
            return ticks;
        }
        // The last bin may hold everything beyond the others: it does not stretch the scale.
        var step = AxisSteps.StepOf((edges[^2] - edges[0]) + (edges[1] - edges[0]), right / LabelWidth);
        var last = double.NegativeInfinity;
        for (var at = Math.Ceiling(edges[0] / step); at * step <= edges[^1] && ticks.Count <= right / LabelWidth; at++)
        {
            var x = Left + (width * PlaceOf(at * step, edges));
            if (x - last >= LabelWidth * 0.7 && x <= right - (LabelWidth / 4))
            {
                ticks.Add(new Tick(Number(x), DurationText.Of(at * step)));
                last = x;
            }
        }
        return ticks;
    }

    /// <summary>In bins from the left.</summary>
    private static double PlaceOf(double seconds, IReadOnlyList<double> edges)
    {
        var bin = 0;
        while (bin < edges.Count - 2 && edges[bin + 1] <= seconds)
        {
            bin++;
        }
        var size = edges[bin + 1] - edges[bin];
        return bin + (size > 0 ? Math.Clamp((seconds - edges[bin]) / size, 0, 1) : 0);
    }

    private static List<string> EventsOf(IReadOnlyList<long> times, int right)
    {
        if (times.Count == 0)
        {
            return [];
        }
        var first = times[0];
        var span = Math.Max(1, times[^1] - first);
        return [.. times.Select(time => Number(Left + 0.5 + ((right - Left - 1) * ((time - first) / (double)span))))];
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A bar of the histogram; all numbers are SVG attribute texts.</summary>
    public sealed record Bar(string X, string Y, string Width, string Height, string Title);

    /// <summary>A labelled place on the axis.</summary>
    public sealed record Tick(string X, string Title);
}
