using Portal.Analysis.Findings;

namespace Portal.Analysis.Detectors;

/// <summary>
/// Reads records, never bytes, and claims something about a subject. Found by a scan of this assembly; one folder of
/// <c>Detectors/</c> holds everything of it.
/// </summary>
public interface IDetector
{
    DetectorDescription Description { get; }

    /// <summary>The same records and options give the same findings in the same order.</summary>
    IReadOnlyList<Finding> Detect(DetectionContext context, CancellationToken cancellation);
}
