namespace Portal.Traffic.Records;

/// <summary>What every row that came out of a flow carries: when, which flow, and the frames that prove it.</summary>
public abstract class FlowRecord
{
    /// <summary>Nanoseconds since 1970 UTC.</summary>
    public required long Timestamp { get; init; }

    /// <summary>The flow's identifier, the same in every table; unset where Zeek has none.</summary>
    public required string? Uid { get; init; }

    public required ConnectionId? Id { get; init; }

    /// <summary>The first frame that this row was read from.</summary>
    public required long FirstFrame { get; set; }

    /// <summary>The last frame that this row was read from.</summary>
    public required long LastFrame { get; set; }
}
