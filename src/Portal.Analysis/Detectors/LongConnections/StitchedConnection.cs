namespace Portal.Analysis.Detectors.LongConnections;

/// <summary>All records of one five-tuple that follow one another within the idle time: one connection as people see it.</summary>
internal sealed record StitchedConnection
{
    public required string Source { get; init; }
    public required string Destination { get; init; }
    public required int SourcePort { get; init; }
    public required int Port { get; init; }
    public required string Transport { get; init; }
    public string? Service { get; init; }
    public string? Name { get; init; }

    /// <summary>Nanoseconds since 1970 UTC.</summary>
    public required long Start { get; init; }
    public required long Stop { get; init; }
    public required long Records { get; init; }
    public required long BytesSent { get; init; }
    public required long BytesReceived { get; init; }

    /// <summary>The connection was open when the evidence began or ended, so it lasted at least this long.</summary>
    public required bool IsCut { get; init; }

    /// <summary>All connections of the pair together, as RITA sums them.</summary>
    public required double PairSeconds { get; init; }
    public required long PairConnections { get; init; }
    public required string State { get; init; }

    public double Seconds => (Stop - Start) / 1e9;
}
