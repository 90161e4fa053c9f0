namespace Portal.Analysis.Findings;

/// <summary>Where in one piece of evidence a finding can be checked.</summary>
public sealed record EvidenceReference
{
    /// <summary>At most this many frames or lines are listed; the counts give the totals.</summary>
    public const int MaxListed = 50;

    public required string Sha256 { get; init; }

    /// <summary>Frame numbers from 1, the decisive ones first, then evenly spaced ones; exact, as Wireshark numbers them.</summary>
    public IReadOnlyList<long> Frames { get; init; } = [];

    /// <summary>How many frames there are in all.</summary>
    public long FrameCount { get; init; }

    /// <summary>Line numbers from 1, for logs.</summary>
    public IReadOnlyList<long> Lines { get; init; } = [];

    public long LineCount { get; init; }

    public IReadOnlyList<string> Uids { get; init; } = [];
}
