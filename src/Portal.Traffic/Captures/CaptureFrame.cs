using System.Text;

namespace Portal.Traffic.Captures;

/// <summary>One frame as the file holds it. It lives until the reader reads on; its bytes are the reader's own.</summary>
public readonly ref struct CaptureFrame
{
    /// <summary>From 1, as Wireshark counts.</summary>
    public required long Number { get; init; }

    /// <summary>
    /// Nanoseconds since 1970 UTC. Where the file gives none (<see cref="HasTime"/> is false) it is the time of the frame
    /// before, so that clocks that follow it do not jump.
    /// </summary>
    public required long Time { get; init; }

    /// <summary>False for pcapng's simple packet blocks and for blocks that are no packets.</summary>
    public required bool HasTime { get; init; }

    /// <summary>Bytes in the file; the same as the length of <see cref="Data"/>.</summary>
    public int CapturedLength => Data.Length;

    /// <summary>Bytes on the wire as the file says; smaller than <see cref="CapturedLength"/> only in broken files.</summary>
    public required uint OriginalLength { get; init; }

    public required ReadOnlySpan<byte> Data { get; init; }

    public required LinkType LinkType { get; init; }

    /// <summary>Index into <see cref="CaptureReader.Interfaces"/>; -1 for what is no packet.</summary>
    public required int InterfaceId { get; init; }

    /// <summary>Where the record of the frame starts in the uncompressed file.</summary>
    public required long Offset { get; init; }

    /// <summary>Bytes from <see cref="Offset"/> to the first byte of <see cref="Data"/>.</summary>
    public required int HeaderLength { get; init; }

    /// <summary>
    /// False for a record that Wireshark numbers as a frame but that is no packet from a wire: a systemd journal entry, a
    /// custom block, a sysdig event. Its interface is -1.
    /// </summary>
    public required bool IsPacket { get; init; }

    /// <summary>The file, or the section of it, is in network byte order.</summary>
    public required bool IsBigEndian { get; init; }

    /// <summary>The options of a pcapng block as they are; empty for pcap.</summary>
    internal ReadOnlySpan<byte> Options { get; init; }

    /// <summary>The frame carries pcapng options (comment, flags, drop count).</summary>
    public bool HasOptions => !Options.IsEmpty;

    /// <summary>Bit field of pcapng's <c>epb_flags</c>; null if the file has none.</summary>
    public uint? Flags =>
        FindOption(PcapngOptionCode.PacketFlags) is { Length: >= 4 } value
            ? PcapngBytes.ReadUInt32(value, IsBigEndian)
            : null;

    /// <summary>From the two lowest bits of <see cref="Flags"/>.</summary>
    public FrameDirection Direction =>
        (Flags & 3) switch
        {
            1 => FrameDirection.Inbound,
            2 => FrameDirection.Outbound,
            _ => FrameDirection.Unknown,
        };

    /// <summary>Frames lost on the interface between the frame before and this one (<c>epb_dropcount</c>).</summary>
    public ulong DroppedCount =>
        FindOption(PcapngOptionCode.PacketDropCount) is { Length: >= 8 } value
            ? PcapngBytes.ReadUInt64(value, IsBigEndian)
            : 0;

    /// <summary>The comments of the frame, one a line; null if there is none. Made when asked for.</summary>
    public string? Comment
    {
        get
        {
            if (Options.IsEmpty)
            {
                return null;
            }
            StringBuilder? text = null;
            var options = new PcapngOptions(Options, IsBigEndian);
            while (options.MoveNext())
            {
                if (options.Code == PcapngOptionCode.Comment)
                {
                    text = text is null ? new StringBuilder() : text.Append('\n');
                    text.Append(PcapngBytes.Text(options.Value));
                }
            }
            return text?.ToString();
        }
    }

    private ReadOnlySpan<byte> FindOption(int code)
    {
        var options = new PcapngOptions(Options, IsBigEndian);
        while (options.MoveNext())
        {
            if (options.Code == code)
            {
                return options.Value;
            }
        }
        return default;
    }
}
