using Portal.Traffic.Records;

namespace Portal.Analysis.Importers.Captures;

/// <summary>Frames that a capture says it lost: pcapng's drop counts of single frames and of interfaces.</summary>
public sealed class DroppedFramesRecord
{
    public static readonly Table<DroppedFramesRecord> Table = new Table<DroppedFramesRecord>("frames_dropped")
        .Time("ts", record => record.Timestamp)
        .String("interface", record => record.Interface)
        .Count("dropped", record => record.Dropped)
        .Enum("source", record => record.Source)
        .Count("first_frame", record => record.FirstFrame)
        .Count("last_frame", record => record.LastFrame);

    /// <summary>Of the frame before which frames were lost; unset for the sum of an interface.</summary>
    public long? Timestamp { get; init; }

    /// <summary>The interface's name, or its number in the file.</summary>
    public required string Interface { get; init; }

    public required long Dropped { get; init; }

    /// <summary>
    /// <c>epb_dropcount</c> (before this frame), <c>isb_ifdrop</c> (by the interface over the whole capture) or
    /// <c>isb_osdrop</c> (by the operating system).
    /// </summary>
    public required string Source { get; init; }

    /// <summary>The frame that carries the drop count; unset for the sum of an interface.</summary>
    public long? FirstFrame { get; init; }

    public long? LastFrame => FirstFrame;
}
