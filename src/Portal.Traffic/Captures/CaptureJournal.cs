namespace Portal.Traffic.Captures;

/// <summary>What a reader learns about a file besides its frames, filled while it reads.</summary>
internal sealed class CaptureJournal(CaptureReaderOptions options)
{
    private readonly Dictionary<string, int> _places = [];
    private long _textBytes;

    public CaptureReaderOptions Options { get; } = options;

    public List<CaptureInterface> Interfaces { get; } = [];

    public List<CaptureSection> Sections { get; } = [];

    public List<NameResolution> NameResolutions { get; } = [];

    public List<CaptureSecret> Secrets { get; } = [];

    public List<CaptureWarning> Warnings { get; } = [];

    public SortedDictionary<uint, long> SkippedBlocks { get; } = [];

    public long Frames { get; set; }

    /// <summary>Sum of the drop counts that frames carry.</summary>
    public ulong DroppedFrames { get; set; }

    public bool IsStopped { get; private set; }

    public long StopOffset { get; private set; }

    public string? StopReason { get; private set; }

    public void Warn(string code, string message, long offset)
    {
        if (_places.TryGetValue(code, out var place))
        {
            Warnings[place] = Warnings[place] with { Count = Warnings[place].Count + 1 };
            return;
        }
        _places.Add(code, Warnings.Count);
        Warnings.Add(new CaptureWarning(code, message, 1, Frames, offset));
    }

    /// <summary>Nothing can be read from here on; always false, so that readers can return it.</summary>
    public bool Stop(string code, string reason, long offset)
    {
        IsStopped = true;
        StopOffset = offset;
        StopReason = reason;
        Warn(code, reason, offset);
        return false;
    }

    /// <summary>The text, or null once the file has brought more than is kept.</summary>
    public string? Keep(ReadOnlySpan<byte> text, long offset)
    {
        _textBytes += text.Length;
        if (_textBytes > Options.MaximumTextBytes)
        {
            Warn(
                "text_not_kept",
                $"More than {Options.MaximumTextBytes} bytes of names and comments: not kept",
                offset
            );
            return null;
        }
        return PcapngBytes.Text(text);
    }
}
