using Portal.Traffic.Captures;

namespace Portal.Traffic.Inspection;

/// <summary>
/// Writes chosen frames of a capture byte for byte to a pcapng file, each with a comment that says where it comes from.
/// </summary>
public sealed class CaptureSlice : IDisposable
{
    private readonly PcapngWriter _writer;
    private readonly string _name;
    private readonly Dictionary<LinkType, int> _interfaces = [];

    /// <param name="output">Stays the caller's to close.</param>
    /// <param name="name">The original file's name, for the comments.</param>
    public CaptureSlice(Stream output, string name)
    {
        _name = name;
        _writer = new PcapngWriter(output, "Network Investigation Portal", $"slice of {name}");
    }

    /// <summary>Frames written so far.</summary>
    public long Count { get; private set; }

    /// <param name="number">In the original capture.</param>
    /// <param name="time">Nanoseconds since 1970 UTC.</param>
    /// <param name="comment">The frame's own comment, kept behind ours.</param>
    public void Add(
        long number,
        long time,
        LinkType linkType,
        ReadOnlySpan<byte> data,
        uint originalLength,
        string? comment = null,
        uint? flags = null
    )
    {
        if (!_interfaces.TryGetValue(linkType, out var id))
        {
            id = _writer.AddInterface(linkType);
            _interfaces.Add(linkType, id);
        }
        var origin = $"orig frame {number} of {_name}";
        _writer.Write(id, time, data, originalLength, comment is null ? origin : $"{origin}\n{comment}", flags);
        Count++;
    }

    public void Add(CapturedFrame frame) =>
        Add(frame.Number, frame.Time, frame.LinkType, frame.Data, frame.OriginalLength, frame.Comment, frame.Flags);

    /// <summary>Writes frames by their numbers in a capture; numbers that do not exist are left out.</summary>
    /// <returns>Frames written.</returns>
    public static long Write(
        FrameSource source,
        IEnumerable<long> numbers,
        Stream output,
        string name,
        CancellationToken cancellation = default
    )
    {
        using var slice = new CaptureSlice(output, name);
        foreach (var number in numbers)
        {
            cancellation.ThrowIfCancellationRequested();
            if (source.ReadFrame(number) is { Entry.IsPacket: true } frame)
            {
                slice.Add(frame);
            }
        }
        return slice.Count;
    }

    public void Dispose() => _writer.Dispose();
}
