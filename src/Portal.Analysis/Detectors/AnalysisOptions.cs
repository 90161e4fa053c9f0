using System.ComponentModel.DataAnnotations;
using Portal.Analysis.Detectors.Hosts;
using Portal.Analysis.Indicators.Intel;

namespace Portal.Analysis.Detectors;

/// <summary>The choices of one analysis: what is "inside", which feed is compared, and the options of the detectors.</summary>
public sealed class AnalysisOptions
{
    private readonly Dictionary<Type, object> _options = [];

    /// <summary>CIDR blocks of the own network; empty takes the private ones.</summary>
    public IReadOnlyList<string> Networks { get; init; } = [];

    /// <summary>The first of <see cref="Networks"/> that is neither a CIDR block nor an address; null if all are.</summary>
    public string? InvalidNetwork => Networks.FirstOrDefault(block => !InternalNetworks.IsBlock(block));

    /// <summary>
    /// Detectors that run at the same time, at least 1: each needs its share of memory, and most of the work is the
    /// database's own. What they find does not depend on it.
    /// </summary>
    public int DetectorsAtOnce { get; set; } = 2;

    /// <summary>Values of threat feeds.</summary>
    public IReadOnlyList<ThreatIndicator> Feed { get; init; } = [];

    /// <summary>Sets the options of one detector; without, its defaults hold.</summary>
    /// <exception cref="ValidationException">A value is out of its range; the message names it.</exception>
    public AnalysisOptions With<TOptions>(TOptions options)
        where TOptions : class, new()
    {
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        _options[typeof(TOptions)] = options;
        return this;
    }

    public TOptions Get<TOptions>()
        where TOptions : class, new() =>
        _options.TryGetValue(typeof(TOptions), out var options) ? (TOptions)options : new TOptions();
}
