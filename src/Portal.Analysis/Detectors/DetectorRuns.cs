using Portal.Analysis.Findings;

namespace Portal.Analysis.Detectors;

/// <summary>What each detector found or why it failed; only those that failed are run again.</summary>
internal sealed class DetectorRuns(IReadOnlyList<IDetector> detectors)
{
    private readonly IReadOnlyList<Finding>?[] _found = new IReadOnlyList<Finding>?[detectors.Count];
    private readonly DetectorFailure?[] _failures = new DetectorFailure?[detectors.Count];

    public IEnumerable<DetectorFailure> Failures => _failures.OfType<DetectorFailure>();

    /// <summary>By score, then by key: the order does not depend on who is done first.</summary>
    public List<Finding> Findings() =>
        [
            .. _found
                .SelectMany(findings => findings ?? [])
                .OrderByDescending(finding => finding.Score)
                .ThenBy(finding => finding.Key, StringComparer.Ordinal),
        ];

    /// <summary>Runs those that have found nothing yet, and the ones that fail beside another once more alone.</summary>
    public void Run(DetectionContext context, CancellationToken cancellation)
    {
        // Each detector writes its own place.
        Parallel.For(
            0,
            detectors.Count,
            new ParallelOptions
            {
                CancellationToken = cancellation,
                MaxDegreeOfParallelism = context.Options.DetectorsAtOnce,
            },
            index => Run(index, context, cancellation)
        );
        // Two at once share the database's memory: what did not fit beside another may fit alone.
        for (var index = 0; index < detectors.Count; index++)
        {
            Run(index, context, cancellation);
        }
    }

    /// <summary>Records come from hostile bytes: a detector that breaks on them takes nothing from the others.</summary>
    private void Run(int index, DetectionContext context, CancellationToken cancellation)
    {
        if (_found[index] is not null)
        {
            return;
        }
        var detector = detectors[index];
        try
        {
            _found[index] = detector.Detect(context, cancellation);
            _failures[index] = null;
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            _failures[index] = new DetectorFailure(
                detector.Description.Id,
                failure.Message.Split('\n')[0],
                failure.ToString()
            );
        }
    }
}
