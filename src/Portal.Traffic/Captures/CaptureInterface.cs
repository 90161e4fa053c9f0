namespace Portal.Traffic.Captures;

/// <summary>Where frames were captured: pcapng's interface description and statistics; a pcap file has exactly one.</summary>
public sealed class CaptureInterface
{
    /// <summary>Index into <see cref="CaptureReader.Interfaces"/>, over all sections of the file.</summary>
    public required int Id { get; init; }

    /// <summary>From 0; a pcapng file may be several files put together.</summary>
    public int Section { get; init; }

    /// <summary>The number that the section's blocks use, which is what Wireshark shows.</summary>
    public int IdInSection { get; init; }

    public required LinkType LinkType { get; init; }

    /// <summary>Bytes kept of each frame at most; 0 for no limit.</summary>
    public uint SnapLength { get; init; }

    /// <summary>Bytes of frame check sequence at the end of each frame; null if the file does not say.</summary>
    public int? FcsLength { get; init; }
    public string? Name { get; init; }
    public string? Description { get; init; }
    public string? Hardware { get; init; }
    public string? OperatingSystem { get; init; }

    /// <summary>The capture filter, mostly in libpcap's language.</summary>
    public string? Filter { get; init; }
    public string? Comment { get; init; }

    public TimestampResolution Resolution { get; init; } = TimestampResolution.Microseconds;

    /// <summary>Seconds that are added to every time of the interface.</summary>
    public long TimestampOffset { get; init; }

    /// <summary>Frames that the interface saw, from its last statistics block; null if there was none.</summary>
    public ulong? Received { get; internal set; }

    /// <summary>Frames lost by the interface for lack of resources.</summary>
    public ulong? Dropped { get; internal set; }

    /// <summary>Frames lost by the operating system.</summary>
    public ulong? DroppedBySystem { get; internal set; }
}
