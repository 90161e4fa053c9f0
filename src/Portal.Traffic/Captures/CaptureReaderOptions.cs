namespace Portal.Traffic.Captures;

/// <summary>Bounds of what a capture reader keeps; hostile files meet them, real ones hardly.</summary>
public sealed record CaptureReaderOptions
{
    public static CaptureReaderOptions Default { get; } = new();

    /// <summary>Bytes of the longest record; 128 MiB is the longest frame that Wireshark reads (D-Bus, USB), plus its options.</summary>
    public int MaximumRecordBytes { get; init; } = (128 << 20) + (1 << 20);

    /// <summary>Interfaces over all sections; a real file has a handful.</summary>
    public int MaximumInterfaces { get; init; } = 65_536;

    /// <summary>Bytes of names, descriptions and comments that are kept of the file (not of its frames).</summary>
    public int MaximumTextBytes { get; init; } = 16 << 20;

    /// <summary>Bytes of secrets that are kept; a key log line is about 180 bytes, so this is some 90,000 sessions.</summary>
    public int MaximumSecretBytes { get; init; } = 16 << 20;

    /// <summary>Addresses with names that are kept.</summary>
    public int MaximumNameResolutions { get; init; } = 100_000;
}
