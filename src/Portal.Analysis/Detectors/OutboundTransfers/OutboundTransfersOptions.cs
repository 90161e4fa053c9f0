using System.ComponentModel.DataAnnotations;

namespace Portal.Analysis.Detectors.OutboundTransfers;

/// <summary>What is called a large outbound transfer.</summary>
[OptionsSection("Detection:OutboundTransfers")]
public sealed class OutboundTransfersOptions
{
    /// <summary>Megabytes to one object from which on volume is looked at.</summary>
    [Range(0.1, 1_000_000.0)]
    public double MinMegabytes { get; set; } = 10;

    /// <summary>Bytes sent for each byte received: people fetch more than they send.</summary>
    [Range(1.0, 1000.0)]
    public double MinRatio { get; set; } = 3;

    /// <summary>Robust standard deviations above the host's other hours, or above its peers.</summary>
    [Range(1.0, 50.0)]
    public double MinDeviations { get; set; } = 4;

    /// <summary>Kilobytes in bodies of POST and PUT to one object.</summary>
    [Range(1.0, 1_000_000.0)]
    public double MinPostKilobytes { get; set; } = 256;

    /// <summary>Kilobytes stored by FTP, or written to a file share outside.</summary>
    [Range(1.0, 1_000_000.0)]
    public double MinFileKilobytes { get; set; } = 64;

    /// <summary>Hours of the host, or peers, below which a deviation says nothing.</summary>
    [Range(4, 1000)]
    public int MinReferences { get; set; } = 6;
}
