using System.Globalization;
using Portal.Analysis.Findings;
using Portal.Web.Components.Values;

namespace Portal.Web.Components.Findings;

/// <summary>The drawing of an interval chart in the units of its SVG view box.</summary>
public sealed record IntervalShape
{
    public const int Wide = 640;
    public const int Narrow = 420;
    public const int Height = 178;
    public const int Left = 34;
    public const int Top = 2;
    public const int Bottom = 104;
    public const int StripTop = 132;
    public const int StripBottom = 154;

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
            var height = Math.Max(1.5, (Bottom - Top - 12) * count / (double)highest);
            bars.Add(
                new Bar(
                    Number(Left + (bin * width) + 0.5),
                    Number(Bottom - height),
                    Number(Math.Max(1, width - 1)),
                    Number(height),
                    $"{count:N0} gaps of {DurationText.Of(chart.BinEdgesSeconds[bin])} to {DurationText.Of(chart.BinEdgesSeconds[bin + 1])}"
                )
            );
        }
        return new IntervalShape
        {
            Right = right,
            Bars = bars,
            Ticks = TicksOf(chart, bins, width, right),
            Events = EventsOf(chart.EventTimes, right),
            Highest = highest,
            Description =
                $"Histogram of {chart.Counts.Take(bins).Sum():N0} gaps in {bins} bins, and {chart.EventTimes.Count:N0} events over time",
        };
    }

    private static List<Tick> TicksOf(IntervalChart chart, int bins, double width, int right)
    {
        var step = Math.Max(1, (int)Math.Ceiling(bins / Math.Max(1.0, right / 76.0)));
        var ticks = new List<Tick>();
        for (var edge = 0; edge < bins; edge += step)
        {
            ticks.Add(new Tick(Number(Left + (edge * width)), DurationText.Of(chart.BinEdgesSeconds[edge])));
        }
        return ticks;
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
