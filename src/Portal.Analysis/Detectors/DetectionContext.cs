using Portal.Analysis.Detectors.Hosts;
using Portal.Analysis.Store;

namespace Portal.Analysis.Detectors;

/// <summary>What detectors read and the choices they follow.</summary>
public sealed class DetectionContext(
    RecordDatabase database,
    IReadOnlyList<RunManifest> evidence,
    AnalysisOptions options,
    HostInventory hosts
)
{
    public RecordDatabase Database { get; } = database;

    /// <summary>What was read.</summary>
    public IReadOnlyList<RunManifest> Evidence { get; } = evidence;
    public AnalysisOptions Options { get; } = options;

    /// <summary>Which addresses are the own network's, and what they serve.</summary>
    public HostInventory Hosts { get; } = hosts;
}
