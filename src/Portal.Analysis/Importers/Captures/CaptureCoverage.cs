using Portal.Analysis.Store;
using Portal.Traffic;
using Portal.Traffic.Captures;
using Portal.Traffic.Flows;

namespace Portal.Analysis.Importers.Captures;

/// <summary>What of a capture could not be seen, or only with help, as warnings: the coverage section of a report is made of them.</summary>
internal static class CaptureCoverage
{
    public static IEnumerable<EvidenceWarning> Of(CaptureReader reader)
    {
        // What made reading stop is among the warnings too: it is told once, as that.
        foreach (var warning in reader.Warnings.Where(each => !reader.IsTruncated || each.Message != reader.StopReason))
        {
            yield return new EvidenceWarning(
                warning.Code,
                $"{warning.Message} (at byte {warning.FirstOffset}, after frame {warning.FirstFrame})",
                warning.Count,
                warning.FirstFrame
            );
        }
        if (reader.IsTruncated)
        {
            yield return new EvidenceWarning(
                "capture_truncated",
                $"reading stopped at byte {reader.StopOffset} after frame {reader.FrameCount}: {reader.StopReason}",
                1,
                reader.FrameCount
            );
        }
    }

    public static IEnumerable<EvidenceWarning> Of(TrafficCounters counters)
    {
        var figures = new (string Code, long Count, string One, string Many, string Ending)[]
        {
            ("frames_cut", counters.CutFrames, "frame was", "frames were", "captured only in part (snap length)"),
            ("segments_cut", counters.CutSegments, "TCP segment lacks", "TCP segments lack", "a part of the payload"),
            ("bytes_missed", counters.MissedBytes, "payload byte", "payload bytes", "of TCP missing from the capture"),
            (
                "tls_decrypted",
                counters.DecryptedSessions,
                "TLS session was",
                "TLS sessions were",
                "decrypted with a key log"
            ),
            ("flows_evicted", counters.FlowsEvicted, "flow was", "flows were", "ended early: too many were open"),
            (
                "fragments_dropped",
                counters.FragmentsDropped,
                "IP fragment",
                "IP fragments",
                "could not be put together"
            ),
            (
                "reassembly_limited",
                counters.ReassemblyLimitsHit,
                "stream",
                "streams",
                "went on past a hole that held back too much"
            ),
            (
                "analyzer_failed",
                counters.AnalyzerFailures,
                "protocol analyzer was",
                "protocol analyzers were",
                "ended by an internal error"
            ),
        };
        foreach (var (code, count, one, many, ending) in figures)
        {
            if (count > 0)
            {
                yield return new EvidenceWarning(code, $"{Plural.Of(count, one, many)} {ending}", count);
            }
        }
        foreach (var other in counters.OtherFrames)
        {
            yield return new EvidenceWarning(
                "not_ip",
                $"{Plural.Of(other.Count, $"frame of {other.Name} holds", $"frames of {other.Name} hold")} no IP: counted, not analysed",
                other.Count,
                other.FirstFrame
            );
        }
        foreach (var other in counters.OtherPackets)
        {
            yield return new EvidenceWarning(
                "not_analysed",
                $"{Plural.Of(other.Count, $"packet of {other.Name} has", $"packets of {other.Name} have")} rows in conn and no more: contents not analysed",
                other.Count,
                other.FirstFrame
            );
        }
        foreach (var anomaly in counters.Anomalies)
        {
            yield return new EvidenceWarning(
                "packet_anomaly",
                $"{Plural.Of(anomaly.Count, "packet is", "packets are")} odd: {anomaly.Name}",
                anomaly.Count,
                anomaly.FirstFrame
            );
        }
    }
}
