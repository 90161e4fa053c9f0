using Portal.Analysis.Objects;
using Portal.Analysis.Store;
using Portal.Traffic.Captures;
using Portal.Traffic.Flows;
using Portal.Traffic.Records;

namespace Portal.Analysis.Importers.Captures;

/// <summary>Packet captures: pcap in all variants and pcapng.</summary>
public sealed class CaptureImporter : IImporter
{
    private const int FramesBetweenReports = 16_384;

    public string Kind => "pcap";

    public bool Claims(ReadOnlySpan<byte> head) => CaptureReader.Claims(head);

    public ImportSummary Import(ImportContext context, CancellationToken cancellation)
    {
        if (!CaptureReader.TryOpen(context.Content, null, out var opened, out var reason))
        {
            throw new UnreadableEvidenceException($"{context.Name}: {reason}");
        }
        using var reader = opened;
        using var carver = context.Options.Objects is { } objects ? new ObjectCarver(objects) : null;
        var warnings = new WarningCounter();
        var keys = new CaptureKeys(reader, context.Options.Keys, warnings);
        using var analyzer = new ShardedTrafficAnalyzer(
            new TrafficAnalyzerOptions
            {
                LocalNetworks = context.Options.LocalNetworks,
                Files = carver,
                Keys = keys.Keys,
                SecretKey = context.Options.SecretKey,
            },
            context.Output
        );
        using var index = context.Options.WriteFrameIndex
            ? new FrameIndexWriter(Path.Combine(context.Output.Folder, RecordSet.FrameIndexFile))
            : null;
        long? first = null;
        long? last = null;
        while (reader.TryReadNext(out var frame))
        {
            if (frame.Number % FramesBetweenReports == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                analyzer.ThrowIfFailed();
                context.Progress(frame.Number);
            }
            index?.Add(frame);
            keys.TakeBefore(frame.Number);
            if (frame.IsPacket && frame.HasOptions && frame.DroppedCount is > 0 and var dropped)
            {
                WriteDropped(analyzer, reader, frame, dropped);
            }
            if (!frame.IsPacket)
            {
                var number = frame.Number;
                warnings.Add("not_a_packet", number, () => $"frame {number} is an event, not a packet: not analysed");
                continue;
            }
            if (frame.HasTime)
            {
                first = first is null || frame.Time < first ? frame.Time : first;
                last = last is null || frame.Time > last ? frame.Time : last;
            }
            analyzer.Process(frame.Number, frame.Time, frame.LinkType, frame.Data, frame.OriginalLength);
        }
        cancellation.ThrowIfCancellationRequested();
        WriteDropped(analyzer, reader);
        analyzer.Finish();
        index?.Complete();
        context.Progress(reader.FrameCount);
        return new ImportSummary
        {
            Kind = reader.Format == CaptureFormat.Pcapng ? "pcapng" : "pcap",
            Frames = reader.FrameCount,
            FirstTime = first,
            LastTime = last,
            Warnings = [.. CaptureCoverage.Of(reader), .. warnings.ToList(), .. CaptureCoverage.Of(analyzer.Counters)],
            IsPartial = reader.IsTruncated,
        };
    }

    private static void WriteDropped(IRecordSink output, CaptureReader reader, in CaptureFrame frame, ulong dropped) =>
        output.Write(
            DroppedFramesRecord.Table,
            new DroppedFramesRecord
            {
                Timestamp = frame.Time,
                Interface = NameOf(reader.Interfaces[frame.InterfaceId]),
                Dropped = (long)Math.Min(dropped, long.MaxValue),
                Source = "epb_dropcount",
                FirstFrame = frame.Number,
            }
        );

    private static void WriteDropped(IRecordSink output, CaptureReader reader)
    {
        foreach (var each in reader.Interfaces)
        {
            foreach (
                var (count, source) in new[] { (each.Dropped, "isb_ifdrop"), (each.DroppedBySystem, "isb_osdrop") }
            )
            {
                if (count is > 0 and var dropped)
                {
                    output.Write(
                        DroppedFramesRecord.Table,
                        new DroppedFramesRecord
                        {
                            Interface = NameOf(each),
                            Dropped = (long)Math.Min(dropped, long.MaxValue),
                            Source = source,
                        }
                    );
                }
            }
        }
    }

    private static string NameOf(CaptureInterface each) => each.Name ?? each.IdInSection.ToString();
}
