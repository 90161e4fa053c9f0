using System.ComponentModel.DataAnnotations;

namespace Portal.Analysis.Detectors.IntelMatches;

/// <summary>How fast an entry of a feed loses its worth.</summary>
[OptionsSection("Detection:IntelMatches")]
public sealed class IntelMatchesOptions
{
    /// <summary>Days after which an address is believed half as much: addresses are given to others.</summary>
    [Range(1.0, 3650.0)]
    public double AddressHalfLifeDays { get; set; } = 14;

    [Range(1.0, 3650.0)]
    public double UrlHalfLifeDays { get; set; } = 30;

    [Range(1.0, 3650.0)]
    public double DomainHalfLifeDays { get; set; } = 90;

    /// <summary>Certificates and fingerprints of clients and servers.</summary>
    [Range(1.0, 3650.0)]
    public double FingerprintHalfLifeDays { get; set; } = 180;
}
