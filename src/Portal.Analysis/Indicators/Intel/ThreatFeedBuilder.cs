namespace Portal.Analysis.Indicators.Intel;

/// <summary>Collects entries of a feed, each value once, and counts what is none.</summary>
internal sealed class ThreatFeedBuilder(string source)
{
    private readonly List<ThreatIndicator> _indicators = [];
    private readonly HashSet<(string, string)> _seen = [];
    private readonly List<string> _problems = [];
    private long _problemCount;

    /// <param name="type">As <see cref="ThreatIndicator.Type"/>, or null to tell it from the value.</param>
    /// <param name="value">May be defanged.</param>
    /// <param name="place">Where it stands, for the message if it is refused.</param>
    public void Add(
        string? type,
        string value,
        string place,
        string? description = null,
        string? origin = null,
        double? reliability = null,
        long? date = null,
        IReadOnlyList<string>? attack = null
    )
    {
        if (IndicatorText.Normalise(type, value) is not { } normal)
        {
            Problem($"{place}: '{IndicatorText.Shorten(value)}' is no {type ?? "address, name, URL or hash"}");
            return;
        }
        if (_seen.Add(normal))
        {
            _indicators.Add(
                new ThreatIndicator(
                    normal.Type,
                    normal.Value,
                    string.IsNullOrWhiteSpace(origin) ? source : origin,
                    string.IsNullOrWhiteSpace(description) ? null : description,
                    date,
                    reliability is >= 0 and <= 1 ? reliability.Value : ThreatIndicator.DefaultReliability,
                    attack
                )
            );
        }
    }

    public void Problem(string text)
    {
        if (_problems.Count < ThreatFeed.MaxProblems)
        {
            _problems.Add(text);
        }
        _problemCount++;
    }

    public ThreatFeed ToFeed() => new(_indicators, _problems, _problemCount);
}
