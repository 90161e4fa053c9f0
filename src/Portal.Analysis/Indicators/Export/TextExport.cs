using Portal.Analysis.Findings;
using Portal.Analysis.Indicators.Stix;

namespace Portal.Analysis.Indicators.Export;

/// <summary>One value a line, as block lists want it.</summary>
internal sealed class TextExport : IIndicatorExport
{
    public string Name => "text";
    public string Extension => ".txt";
    public string MediaType => "text/plain";

    public bool Carries(string type) => true;

    public string Write(
        IReadOnlyList<Finding> findings,
        IReadOnlyList<Indicator> indicators,
        StixBundleOptions options
    ) => string.Concat(indicators.Select(indicator => indicator.Value + "\n"));
}
