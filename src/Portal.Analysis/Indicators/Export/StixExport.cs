using Portal.Analysis.Findings;
using Portal.Analysis.Indicators.Stix;

namespace Portal.Analysis.Indicators.Export;

/// <summary>A STIX 2.1 bundle.</summary>
internal sealed class StixExport : IIndicatorExport
{
    public string Name => "stix";
    public string Extension => ".json";
    public string MediaType => "application/stix+json;version=2.1";

    /// <summary>STIX has no pattern for TLS fingerprints; the bundle's report names them in its text only.</summary>
    public bool Carries(string type) => StixObservables.Pattern(type, "") is not null;

    public string Write(
        IReadOnlyList<Finding> findings,
        IReadOnlyList<Indicator> indicators,
        StixBundleOptions options
    ) => StixBundle.Build(findings, indicators, options);
}
