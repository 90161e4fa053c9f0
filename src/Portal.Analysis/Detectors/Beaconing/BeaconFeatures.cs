namespace Portal.Analysis.Detectors.Beaconing;

/// <summary>What was measured of one source and object before anything is judged.</summary>
public sealed record BeaconFeatures
{
    public required string Source { get; init; }
    public required string Object { get; init; }
    public required long Events { get; init; }
    public required long FailedEvents { get; init; }

    /// <summary>Events beyond the limit that only count.</summary>
    public required long EventsNotKept { get; init; }

    /// <summary>Nanoseconds since 1970 UTC.</summary>
    public required long FirstTime { get; init; }
    public required long LastTime { get; init; }
    public required TimingResult Timing { get; init; }

    /// <summary>Null where it was not tried or showed no line.</summary>
    public PhaseFit? Phase { get; init; }
    public SizeRegularity? Sizes { get; init; }

    /// <summary>RITA's beacon score; null where RITA would not score.</summary>
    public double? Rita { get; init; }

    /// <summary>Connections in the busiest stretch of the strobe's length.</summary>
    public int BusiestStretch { get; init; }

    /// <summary>Internal hosts that used the object.</summary>
    public int InternalSources => Sharers.InternalSources;

    internal Sharing Sharers { get; init; } = new();
}
