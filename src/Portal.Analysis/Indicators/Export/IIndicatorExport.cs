using Portal.Analysis.Findings;
using Portal.Analysis.Indicators.Stix;

namespace Portal.Analysis.Indicators.Export;

/// <summary>A format in which indicators leave the case. Found by a scan; one file each.</summary>
public interface IIndicatorExport
{
    /// <summary>As on the command line and in URLs: <c>stix</c>, <c>csv</c>, …</summary>
    string Name { get; }

    /// <summary>File name extension with its dot.</summary>
    string Extension { get; }

    string MediaType { get; }

    /// <summary>Whether the format has a form for indicators of the type; those without one are left out of the file.</summary>
    bool Carries(string type);

    /// <summary>The whole file; the same input gives the same text.</summary>
    string Write(IReadOnlyList<Finding> findings, IReadOnlyList<Indicator> indicators, StixBundleOptions options);
}
