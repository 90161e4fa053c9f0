using System.Globalization;

namespace Portal.Analysis.Detectors.Beaconing;

/// <summary>
/// P(D &gt; x) of the comb-renewal test on traffic without a timer, for ranges of the number of visits. Drawn once from
/// seeded background classes (tests/Portal.Benchmarks, verb <c>beacon-null</c>) and kept as a data file. Beyond the drawn
/// quantiles the tail is continued as e^−x/2: D is a log-likelihood ratio, whose tail falls as e^−x for two fixed
/// hypotheses; with fitted ones the drawn tails fall with 0.5 to 0.9 of that, and the slowest is taken.
/// </summary>
public sealed class NullTable
{
    private const string Resource = "Portal.Analysis.Detectors.Beaconing.null-table.tsv";

    private const double TailRate = 0.5;

    private static readonly Lazy<NullTable> s_embedded = new(ReadEmbedded);
    private readonly List<Row> _rows;

    private NullTable(List<Row> rows) => _rows = rows;

    /// <summary>The table that ships with the program.</summary>
    public static NullTable Embedded => s_embedded.Value;

    /// <summary>Seeded draws behind the table.</summary>
    public long Draws => _rows.Sum(row => row.Draws);

    /// <summary>Reads <c>min_visits draws p:x p:x …</c>, tab-separated, with descending p and ascending x.</summary>
    public static NullTable Parse(TextReader text)
    {
        var rows = new List<Row>();
        while (text.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }
            var fields = line.Split('\t');
            rows.Add(
                new Row(
                    int.Parse(fields[0], CultureInfo.InvariantCulture),
                    long.Parse(fields[1], CultureInfo.InvariantCulture),
                    [
                        .. fields[2..]
                            .Select(field =>
                            {
                                var colon = field.IndexOf(':', StringComparison.Ordinal);
                                return (
                                    double.Parse(field[..colon], CultureInfo.InvariantCulture),
                                    double.Parse(field[(colon + 1)..], CultureInfo.InvariantCulture)
                                );
                            }),
                    ]
                )
            );
        }
        return new NullTable(rows);
    }

    /// <summary>1 below the smallest drawn quantile: the test does not tell small evidence apart.</summary>
    /// <param name="visits">Number of visits.</param>
    /// <param name="evidence">D.</param>
    public double PValue(int visits, double evidence)
    {
        var row = _rows.FindLast(candidate => candidate.MinVisits <= visits) ?? _rows[0];
        var (share, quantile) = (1.0, double.NegativeInfinity);
        foreach (var (nextShare, nextQuantile) in row.Quantiles)
        {
            if (evidence < nextQuantile)
            {
                return share;
            }
            (share, quantile) = (nextShare, nextQuantile);
        }
        return share * Math.Exp(Math.Max(-600, TailRate * (quantile - evidence)));
    }

    private static NullTable ReadEmbedded()
    {
        using var stream =
            typeof(NullTable).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The embedded file {Resource} is missing.");
        using var reader = new StreamReader(stream);
        return Parse(reader);
    }

    private sealed record Row(int MinVisits, long Draws, List<(double Share, double Quantile)> Quantiles);
}
