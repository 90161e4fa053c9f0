namespace Portal.Traffic.Captures;

/// <summary>
/// Reads a capture file once, forward, from any stream, unpacking it first where it is wrapped (<see cref="CompressedStream"/>).
/// Reading stops at the first record that cannot be understood and keeps all that came before; what is odd becomes a
/// warning. Only I/O errors of the stream itself are thrown.
/// </summary>
public sealed class CaptureReader : IDisposable
{
    /// <summary>Bytes that are enough to tell a capture by.</summary>
    public const int HeadLength = 28;

    private readonly CompressedStream? _unwrapped;
    private readonly CaptureBuffer _buffer;
    private readonly CaptureJournal _journal;
    private readonly CaptureFormatReader _format;

    private CaptureReader(
        CompressedStream? unwrapped,
        CaptureBuffer buffer,
        CaptureJournal journal,
        CaptureFormatReader format
    )
    {
        _unwrapped = unwrapped;
        _buffer = buffer;
        _journal = journal;
        _format = format;
    }

    public CaptureFormat Format => _format.Format;

    /// <summary>Interfaces described so far.</summary>
    public IReadOnlyList<CaptureInterface> Interfaces => _journal.Interfaces;

    /// <summary>Section headers read so far; empty for pcap.</summary>
    public IReadOnlyList<CaptureSection> Sections => _journal.Sections;

    public IReadOnlyList<NameResolution> NameResolutions => _journal.NameResolutions;

    public IReadOnlyList<CaptureSecret> Secrets => _journal.Secrets;

    /// <summary>Blocks by type that were passed over, custom ones too.</summary>
    public IReadOnlyDictionary<uint, long> SkippedBlocks => _journal.SkippedBlocks;

    public IReadOnlyList<CaptureWarning> Warnings => _journal.Warnings;

    public long FrameCount => _journal.Frames;

    /// <summary>Sum of the drop counts that the frames read so far carry.</summary>
    public ulong DroppedFrames => _journal.DroppedFrames;

    /// <summary>Bytes of the uncompressed file that were read.</summary>
    public long Position => _buffer.Offset;

    /// <summary>Reading stopped before the end of the file.</summary>
    public bool IsTruncated => _journal.IsStopped;

    /// <summary>Where in the uncompressed file reading stopped; null if it did not.</summary>
    public long? StopOffset => _journal.IsStopped ? _journal.StopOffset : null;

    public string? StopReason => _journal.StopReason;

    /// <summary>The first bytes (<see cref="HeadLength"/> or more, unpacked) are those of a capture.</summary>
    public static bool Claims(ReadOnlySpan<byte> head) =>
        PcapHeader.HasMagic(head) || PcapngFormatReader.HasMagic(head);

    /// <summary>Opens a capture; the stream stays the caller's to close.</summary>
    /// <exception cref="InvalidDataException">It is no capture; the message says what it is, where that is known.</exception>
    public static CaptureReader Open(Stream stream, CaptureReaderOptions? options = null) =>
        TryOpen(stream, options, out var reader, out var reason) ? reader : throw new InvalidDataException(reason);

    /// <summary>False, with a reason for people, if the stream holds no capture.</summary>
    public static bool TryOpen(
        Stream stream,
        CaptureReaderOptions? options,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out CaptureReader? reader,
        out string reason
    )
    {
        reader = null;
        var content = CompressedStream.Unwrap(stream);
        var buffer = new CaptureBuffer(content);
        var journal = new CaptureJournal(options ?? CaptureReaderOptions.Default);
        buffer.TryRequire(HeadLength);
        if (TryChooseFormat(content, buffer, journal, out reason) is not { } format)
        {
            buffer.Dispose();
            return false;
        }
        reader = new CaptureReader(content as CompressedStream, buffer, journal, format);
        return true;
    }

    /// <summary>
    /// The next frame; false at the end or where reading stopped. The frame's bytes are good until the next call.
    /// </summary>
    public bool TryReadNext(out CaptureFrame frame)
    {
        if (!_journal.IsStopped && _format.TryReadNext(out frame))
        {
            return true;
        }
        frame = default;
        NoteBrokenWrapping();
        return false;
    }

    public void Dispose() => _buffer.Dispose();

    private static CaptureFormatReader? TryChooseFormat(
        Stream content,
        CaptureBuffer buffer,
        CaptureJournal journal,
        out string reason
    )
    {
        var head = buffer.Window;
        if (PcapngFormatReader.HasMagic(head))
        {
            reason = "";
            return new PcapngFormatReader(buffer, journal);
        }
        if (PcapHeader.TryParse(head, out var header, out reason))
        {
            buffer.Advance(header.Length);
            return new PcapFormatReader(buffer, journal, header, GuessVariant(content, buffer, header));
        }
        if (!PcapHeader.HasMagic(head))
        {
            reason = ForeignFormat.Describe(head);
        }
        return null;
    }

    private static PcapVariant GuessVariant(Stream content, CaptureBuffer buffer, in PcapHeader header)
    {
        // A pipe may still be written to: waiting for three records of it would hold back the first.
        if (content.CanSeek || content is CompressedStream)
        {
            buffer.TryRequire(CaptureBuffer.InitialBytes - header.Length);
        }
        return PcapVariantGuess.Choose(header, buffer.Window);
    }

    private void NoteBrokenWrapping()
    {
        if (_unwrapped?.Problem is { } problem && !_journal.IsStopped)
        {
            _journal.Stop("wrapping_broken", problem, _buffer.Offset);
        }
        else if (
            _unwrapped?.Problem is { } cause
            && _journal.Warnings.All(warning => warning.Code != "wrapping_broken")
        )
        {
            _journal.Warn("wrapping_broken", cause, _buffer.Offset);
        }
    }
}
