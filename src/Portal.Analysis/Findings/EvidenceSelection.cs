namespace Portal.Analysis.Findings;

/// <summary>Chooses which frames and lines a finding cites: the first, the last, and evenly spaced ones between.</summary>
public static class EvidenceSelection
{
    /// <summary>Evenly spaced events beside the first and the last.</summary>
    public const int MaxSamples = 48;

    /// <summary>Indexes of the events to cite out of <paramref name="count"/>: first, last, then ascending.</summary>
    public static IEnumerable<long> Indexes(long count)
    {
        if (count <= 0)
        {
            yield break;
        }
        yield return 0;
        if (count == 1)
        {
            yield break;
        }
        yield return count - 1;
        var between = Math.Min(MaxSamples, count - 2);
        for (var sample = 1L; sample <= between; sample++)
        {
            yield return (long)((Int128)sample * (count - 1) / (between + 1));
        }
    }

    /// <summary>One reference for each piece of evidence, by digest; the events must be in order of time.</summary>
    /// <param name="events">All events of the finding.</param>
    /// <param name="frameTotals">Frames of the finding in each capture, where known; else the cited ones are counted.</param>
    public static IReadOnlyList<EvidenceReference> Select(
        IEnumerable<EvidenceEvent> events,
        IReadOnlyDictionary<string, long>? frameTotals = null
    ) =>
        [
            .. events
                .GroupBy(item => item.Sha256)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => Reference(group.Key, [.. group], frameTotals?.GetValueOrDefault(group.Key) ?? 0)),
        ];

    /// <summary>The reference to one piece of evidence.</summary>
    /// <param name="sha256">The evidence.</param>
    /// <param name="events">Its events in order of time, all of them or a choice.</param>
    /// <param name="frameTotal">Frames in all, 0 if unknown.</param>
    /// <param name="lineTotal">Lines in all, 0 if unknown.</param>
    public static EvidenceReference Reference(
        string sha256,
        IReadOnlyList<EvidenceEvent> events,
        long frameTotal = 0,
        long lineTotal = 0
    )
    {
        var cited = Indexes(events.Count).Select(index => events[(int)index]).ToList();
        var frames = Frames(cited, events).Distinct().Take(EvidenceReference.MaxListed).ToList();
        var lines = cited.Select(item => item.Line).OfType<long>().Distinct().ToList();
        return new EvidenceReference
        {
            Sha256 = sha256,
            Frames = frames,
            FrameCount = Math.Max(frameTotal, frames.Count),
            Lines = lines,
            LineCount = Math.Max(lineTotal, events.Select(item => item.Line).OfType<long>().Distinct().LongCount()),
            Uids = [.. cited.Select(item => item.Uid).OfType<string>().Distinct()],
        };
    }

    /// <summary>The very first frame and the very last one bound the finding, so they come first.</summary>
    private static IEnumerable<long> Frames(List<EvidenceEvent> cited, IReadOnlyList<EvidenceEvent> events)
    {
        if (cited.Count == 0)
        {
            yield break;
        }
        if (events[0].FirstFrame is { } first)
        {
            yield return first;
        }
        var last = events.Max(item => item.LastFrame ?? item.FirstFrame);
        if (last is { } end)
        {
            yield return end;
        }
        foreach (var item in cited)
        {
            if (item.FirstFrame is { } frame)
            {
                yield return frame;
            }
        }
    }
}
