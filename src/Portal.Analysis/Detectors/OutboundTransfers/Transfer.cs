using Portal.Analysis.Findings;

namespace Portal.Analysis.Detectors.OutboundTransfers;

/// <summary>What one internal host sent to one object outside by one channel.</summary>
internal sealed record Transfer
{
    public required TransferChannel Channel { get; init; }
    public required string Source { get; init; }
    public required string Object { get; init; }
    public required string Destination { get; init; }
    public required IReadOnlyList<string> Destinations { get; init; }
    public string? Name { get; init; }
    public int? Port { get; init; }
    public string? Transport { get; init; }
    public string? Service { get; init; }

    /// <summary>Payload bytes.</summary>
    public required long Sent { get; init; }
    public required long Received { get; init; }
    public required long Events { get; init; }

    /// <summary>Nanoseconds since 1970 UTC.</summary>
    public required long FirstTime { get; init; }
    public required long LastTime { get; init; }

    /// <summary>Names or media types of files that were seen to leave.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];
    public string? Fingerprint { get; init; }

    /// <summary>Other objects that the source used the fingerprint for.</summary>
    public long FingerprintObjects { get; init; }
    public IReadOnlyList<EvidenceReference> Evidence { get; init; } = [];

    /// <summary>Bytes that left by hour since 1970.</summary>
    public IReadOnlyDictionary<long, double> Hours { get; init; } = new Dictionary<long, double>();

    /// <summary>Internal hosts that sent anything to the object.</summary>
    public long Users { get; init; }

    public double Ratio => Sent / (double)Math.Max(1, Received);
}
