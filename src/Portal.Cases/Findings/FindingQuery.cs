using Portal.Analysis.Findings;

namespace Portal.Cases.Findings;

/// <summary>Which findings to list, and how.</summary>
public sealed record FindingQuery
{
    public IReadOnlyList<FindingState> States { get; init; } = [];
    public Severity? AtLeast { get; init; }
    public Severity? AtMost { get; init; }
    public string? Detector { get; init; }

    /// <summary>A source or destination address or name.</summary>
    public string? Host { get; init; }

    /// <summary>Part of the title.</summary>
    public string? Search { get; init; }

    /// <summary>Also those that the last analysis did not find any more.</summary>
    public bool WithObsolete { get; init; }

    public FindingSort Sort { get; init; }
    public bool IsAscending { get; init; }
}
