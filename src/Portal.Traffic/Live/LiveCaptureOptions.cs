namespace Portal.Traffic.Live;

/// <summary>What to capture.</summary>
public sealed record LiveCaptureOptions
{
    /// <summary>Name of an interface, see <see cref="CaptureDevice.List"/>.</summary>
    public required string Interface { get; init; }

    /// <summary>In libpcap's language (pcap-filter); null for everything.</summary>
    public string? Filter { get; init; }

    /// <summary>Bytes kept of each frame; libpcap's own maximum, so that nothing is cut.</summary>
    public int SnapLength { get; init; } = 262_144;

    /// <summary>Also frames that are not addressed to this machine.</summary>
    public bool IsPromiscuous { get; init; } = true;

    /// <summary>Bytes that the kernel may hold while this process is busy: about a tenth of a second of 1 Gbit/s.</summary>
    public int KernelBufferBytes { get; init; } = 16 << 20;
}
