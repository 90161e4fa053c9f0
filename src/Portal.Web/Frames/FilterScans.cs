using Portal.Cases.Accounts;
using Portal.Cases.Records;
using Portal.Cases.Refusals;
using Portal.Traffic.Captures;
using Portal.Traffic.Inspection;

namespace Portal.Web.Frames;

/// <summary>Runs display filters over whole captures; a filter that somebody had a moment ago is not run again.</summary>
public sealed class FilterScans(CaseFrames frames, ILogger<FilterScans> logger)
{
    /// <summary>Finished scans that are kept, at most 8 MB each.</summary>
    private const int MaxKept = 16;

    private const int FramesBetweenReports = 8192;

    private readonly Lock _lock = new();
    private readonly List<(string Key, FilterScan Scan)> _kept = [];

    /// <summary>A scan that has begun; watch it, or it stops.</summary>
    /// <exception cref="RefusedException">The filter is wrong, with the place; or the capture cannot be opened.</exception>
    public async Task<FilterScan> StartAsync(
        int caseId,
        int evidenceId,
        string filter,
        Actor actor,
        CancellationToken cancellation
    )
    {
        var matches = Parse(filter);
        var lease = await frames.OpenAsync(caseId, evidenceId, actor, cancellation);
        var key = $"{lease.Sha256} {filter}";
        FilterScan scan;
        lock (_lock)
        {
            var known = _kept.FindIndex(entry => entry.Key == key && !entry.Scan.Stopped.IsCancellationRequested);
            if (known >= 0)
            {
                lease.Dispose();
                return _kept[known].Scan;
            }
            scan = new FilterScan(lease.Frames.Count);
            _kept.RemoveAll(entry => entry.Key == key);
            _kept.Add((key, scan));
            if (_kept.Count > MaxKept)
            {
                _kept.RemoveAt(0);
            }
        }
        _ = Task.Run(() => Run(scan, lease, matches), CancellationToken.None);
        return scan;
    }

    private void Run(FilterScan scan, FrameLease lease, Func<DissectedFrame, bool> matches)
    {
        using (lease)
        {
            try
            {
                Walk(scan, lease.Frames, matches);
                scan.End(scan.Stopped.IsCancellationRequested ? "The scan was stopped." : null);
            }
            catch (Exception exception)
            {
                logger.LogError(exception, "A filter failed on {Evidence}", lease.Sha256);
                scan.End($"The scan failed at frame {scan.Scanned}: {exception.Message}");
            }
        }
    }

    private static void Walk(FilterScan scan, FrameSource source, Func<DissectedFrame, bool> matches)
    {
        long? first = source.Index.TryGet(1, out var entry) ? entry.Time : null;
        foreach (var frame in source.ReadFrames(1, source.Count))
        {
            var seen = FrameDissector.Dissect(
                frame.Number,
                frame.Time,
                frame.LinkType,
                frame.Data,
                frame.OriginalLength,
                first,
                frame.Comment
            );
            if (matches(seen))
            {
                scan.Found(frame.Number);
            }
            if (frame.Number % FramesBetweenReports == 0)
            {
                if (scan.Stopped.IsCancellationRequested)
                {
                    return;
                }
                scan.Tell(frame.Number);
            }
        }
        scan.Tell(source.Count);
    }

    private static Func<DissectedFrame, bool> Parse(string filter) =>
        FieldCatalogue.Find(filter.Trim()) is { } field ? frame => frame.Has(field) : throw RefusedException.Invalid("filter", "x");
}
