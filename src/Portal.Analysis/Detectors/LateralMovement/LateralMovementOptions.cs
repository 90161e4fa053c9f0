using System.ComponentModel.DataAnnotations;

namespace Portal.Analysis.Detectors.LateralMovement;

/// <summary>What is called lateral movement.</summary>
[OptionsSection("Detection:LateralMovement")]
public sealed class LateralMovementOptions
{
    /// <summary>Other users of the service without which an amount is not compared.</summary>
    [Range(2, 1000)]
    public int MinPeers { get; set; } = 4;

    /// <summary>Robust standard deviations above the peers from which on an amount is unusual.</summary>
    [Range(1.0, 100.0)]
    public double MinDeviations { get; set; } = 4;

    /// <summary>Bytes below which no amount is unusual.</summary>
    [Range(1000, 1_000_000_000)]
    public long MinBytes { get; set; } = 50_000;

    /// <summary>Seconds that a remote desktop session lasts at least; shorter ones are failed logons.</summary>
    [Range(1, 86_400)]
    public int MinSessionSeconds { get; set; } = 60;

    /// <summary>Bytes that a remote desktop sends at least when somebody is logged on.</summary>
    [Range(1000, 1_000_000_000)]
    public long MinSessionBytes { get; set; } = 100_000;

    /// <summary>Minutes in which uses of a source belong together.</summary>
    [Range(1, 1440)]
    public int WindowMinutes { get; set; } = 60;
}
