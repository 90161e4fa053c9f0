using System.Diagnostics;
using Portal.Cases.Accounts;
using Portal.Cases.Records;
using Portal.Cases.Refusals;
using Portal.Traffic;
using Portal.Traffic.Filters;

namespace Portal.Web.Frames;

/// <summary>Runs display filters over whole captures; a filter that somebody had a moment ago is not run again.</summary>
public sealed class FilterScans(CaseFrames frames, ILogger<FilterScans> logger)
{
    /// <summary>Finished scans that are kept, at most 8 MB each.</summary>
    private const int MaxKept = 16;

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
        var parsed = Parse(filter);
        var lease = await frames.OpenAsync(caseId, evidenceId, actor, cancellation);
        var key = $"{lease.Sha256} {filter}";
        FilterScan scan;
        CancellationTokenSource stop;
        lock (_lock)
        {
            var known = _kept.FindIndex(entry => entry.Key == key && !entry.Scan.IsAbandoned);
            if (known >= 0)
            {
                lease.Dispose();
                return _kept[known].Scan;
            }
            stop = new CancellationTokenSource();
            scan = new FilterScan(lease.Frames.Count, stop.Cancel);
            _kept.RemoveAll(entry => entry.Key == key);
            _kept.Add((key, scan));
            if (_kept.Count > MaxKept)
            {
                _kept.RemoveAt(0);
            }
        }
        _ = Task.Run(() => Run(scan, lease, parsed, stop), CancellationToken.None);
        return scan;
    }

    private void Run(FilterScan scan, FrameLease lease, DisplayFilter filter, CancellationTokenSource stop)
    {
        using (stop)
        using (lease)
        {
            try
            {
                Walk(scan, lease, filter, stop.Token);
                scan.End(
                    filter.TimedOut == 0
                        ? null
                        : $"{Plural.Of(filter.TimedOut, "value", "values")} took a regular expression too long and counted as no match."
                );
            }
            catch (OperationCanceledException) when (scan.IsAbandoned)
            {
                scan.End("The scan was stopped.");
            }
            catch (Exception exception)
            {
                logger.LogError(exception, "A filter failed on {Evidence}", lease.Sha256);
                scan.End($"The scan failed at frame {scan.Scanned}: {exception.Message}");
            }
        }
    }

    private static void Walk(FilterScan scan, FrameLease lease, DisplayFilter filter, CancellationToken cancellation)
    {
        foreach (var number in FrameSearch.Run(lease.Frames, filter, lease.Keys, new Reporter(scan), cancellation))
        {
            scan.Found(number);
        }
    }

    private static DisplayFilter Parse(string text) =>
        DisplayFilter.TryParse(text, out var filter, out var error)
            ? filter
            : throw RefusedException.Invalid("filter", $"At character {error.Column}: {error.Message}");

    /// <summary>Tells at once and on the scan's own thread, but not so often that pages do nothing else.</summary>
    private sealed class Reporter(FilterScan scan) : IProgress<long>
    {
        private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(250);

        private long _last = Stopwatch.GetTimestamp();

        public void Report(long value)
        {
            if (value < scan.Total && Stopwatch.GetElapsedTime(_last) < s_interval)
            {
                return;
            }
            _last = Stopwatch.GetTimestamp();
            scan.Tell(value);
        }
    }
}
