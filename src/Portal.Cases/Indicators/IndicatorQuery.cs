namespace Portal.Cases.Indicators;

/// <summary>Which indicators to list; the order is by type and value.</summary>
public sealed record IndicatorQuery
{
    public IReadOnlyList<IndicatorState> States { get; init; } = [];
    public string? Type { get; init; }

    /// <summary>Part of the value.</summary>
    public string? Search { get; init; }
}
