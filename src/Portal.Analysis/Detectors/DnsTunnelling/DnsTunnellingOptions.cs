using System.ComponentModel.DataAnnotations;

namespace Portal.Analysis.Detectors.DnsTunnelling;

/// <summary>What is called a tunnel over DNS.</summary>
[OptionsSection("Detection:DnsTunnelling")]
public sealed class DnsTunnellingOptions
{
    /// <summary>Different names below one domain from which on their structure is judged.</summary>
    [Range(5, 100_000)]
    public int MinNames { get; set; } = 20;

    /// <summary>Bytes of information, in names or answers, below which a pair is not looked at.</summary>
    [Range(50, 10_000_000)]
    public int MinBytes { get; set; } = 500;

    /// <summary>Bytes of information at which the amount alone counts one: what one client may reach in a day without a tunnel.</summary>
    [Range(100, 10_000_000)]
    public int UsualBytes { get; set; } = 4000;

    /// <summary>Bytes of information a second, over the busiest hour, that ordinary lookups do not reach.</summary>
    [Range(0.01, 10_000)]
    public double AlertBytesPerSecond { get; set; } = 0.7;
}
