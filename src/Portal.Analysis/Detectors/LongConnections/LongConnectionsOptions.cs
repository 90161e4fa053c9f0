using System.ComponentModel.DataAnnotations;

namespace Portal.Analysis.Detectors.LongConnections;

/// <summary>What is called a long connection.</summary>
[OptionsSection("Detection:LongConnections")]
public sealed class LongConnectionsOptions
{
    /// <summary>Hours of one stitched connection from which on it is reported; most legitimate ones last under one.</summary>
    [Range(0.05, 720.0)]
    public double MinHours { get; set; } = 1;

    /// <summary>Seconds without a packet after which Zeek starts a new record for the same connection.</summary>
    [Range(1, 86_400)]
    public int IdleSeconds { get; set; } = 300;

    /// <summary>Connections of a service below which its own durations say nothing, and all services are taken.</summary>
    [Range(5, 10_000)]
    public int MinPeers { get; set; } = 50;
}
