namespace Portal.Traffic.Captures;

/// <summary>
/// Frames by number: an evidence file and its index. Safe to use from several threads. A plain file is read at the place; a
/// wrapped one (gzip, zstd, lz4) is unpacked forward from where the last call was, or from its start if the frame lies before
/// the kept window: going on is cheap, jumping back costs as much as unpacking up to there.
/// </summary>
public sealed class FrameSource : IDisposable
{
    /// <summary>Longest record that is read, whatever an index says.</summary>
    private static readonly int s_maximumRecord = CaptureReaderOptions.Default.MaximumRecordBytes;

    private readonly IEvidenceBytes _bytes;

    private FrameSource(IEvidenceBytes bytes, FrameIndex index)
    {
        _bytes = bytes;
        Index = index;
    }

    public FrameIndex Index { get; }

    public long Count => Index.Count;

    /// <exception cref="InvalidDataException">The index is none or was not completed.</exception>
    public static FrameSource Open(string evidencePath, string indexPath)
    {
        var index = FrameIndex.Open(indexPath);
        try
        {
            return new FrameSource(EvidenceBytes.Open(evidencePath), index);
        }
        catch
        {
            index.Dispose();
            throw;
        }
    }

    /// <summary>Null if there is no frame of that number, or the evidence is not the file that was indexed.</summary>
    public CapturedFrame? ReadFrame(long number) => Index.TryGet(number, out var entry) ? Read(entry) : null;

    /// <summary>Frames from one number to another, both included; ends at the first that cannot be read.</summary>
    public IEnumerable<CapturedFrame> ReadFrames(long first, long last)
    {
        foreach (var entry in Index.Range(first, last))
        {
            if (Read(entry) is not { } frame)
            {
                yield break;
            }
            yield return frame;
        }
    }

    public void Dispose()
    {
        _bytes.Dispose();
        Index.Dispose();
    }

    private CapturedFrame? Read(in FrameIndexEntry entry)
    {
        if (entry.CapturedLength < 0 || entry.CapturedLength > s_maximumRecord)
        {
            return null;
        }
        var data = new byte[entry.CapturedLength];
        if (!entry.HasOptions)
        {
            return _bytes.TryRead(entry.Offset + entry.HeaderLength, data)
                ? new CapturedFrame(entry, data, null, null)
                : null;
        }
        return ReadOptionsToo(entry);
    }

    /// <summary>A pcapng block: its length stands behind its type, its options behind the padded frame.</summary>
    private CapturedFrame? ReadOptionsToo(in FrameIndexEntry entry)
    {
        var head = new byte[8];
        if (!_bytes.TryRead(entry.Offset, head))
        {
            return null;
        }
        var length = (PcapngBytes.ReadUInt32(head.AsSpan(4), entry.IsBigEndian) + 3) & ~3u;
        var optionsAt = entry.HeaderLength + (((long)entry.CapturedLength + 3) & ~3);
        if (length > s_maximumRecord || optionsAt + 4 > length)
        {
            return null;
        }
        var block = new byte[length];
        if (!_bytes.TryRead(entry.Offset, block))
        {
            return null;
        }
        var frame = new CaptureFrame
        {
            Number = entry.Number,
            Time = entry.Time,
            HasTime = entry.HasTime,
            OriginalLength = entry.OriginalLength,
            Data = block.AsSpan(entry.HeaderLength, entry.CapturedLength),
            LinkType = entry.LinkType,
            InterfaceId = entry.InterfaceId,
            Offset = entry.Offset,
            HeaderLength = entry.HeaderLength,
            IsPacket = entry.IsPacket,
            IsBigEndian = entry.IsBigEndian,
            Options = block.AsSpan((int)optionsAt, block.Length - 4 - (int)optionsAt),
        };
        return new CapturedFrame(entry, frame.Data.ToArray(), frame.Comment, frame.Flags);
    }
}
