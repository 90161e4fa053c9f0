using System.Globalization;
using Portal.Traffic.Captures;

namespace Portal.Traffic.Live;

/// <summary>
/// pcap files (microseconds) that a capture is written to, one after another, named as tcpdump names them: <c>a.pcap</c>,
/// <c>a.pcap1</c>, <c>a.pcap2</c>…; with a limit on their number <c>a.pcap0</c>, <c>a.pcap1</c>…, with as many digits as the
/// last one needs, and the oldest is overwritten.
/// </summary>
public sealed class CaptureFileRing : IDisposable
{
    private const int BufferBytes = 1 << 16;

    private readonly string _path;
    private readonly LinkType _linkType;
    private readonly long _rotateBytes;
    private readonly int? _fileLimit;
    private Stream _stream;
    private PcapWriter _writer;

    /// <param name="rotateBytes">A file that is larger is followed by the next; null for one file.</param>
    /// <param name="fileLimit">Files kept; null for all. Needs <paramref name="rotateBytes"/>.</param>
    /// <exception cref="IOException">The first file cannot be made.</exception>
    public CaptureFileRing(string path, LinkType linkType, long? rotateBytes = null, int? fileLimit = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rotateBytes ?? 1, 1, nameof(rotateBytes));
        ArgumentOutOfRangeException.ThrowIfLessThan(fileLimit ?? 1, 1, nameof(fileLimit));
        _path = path;
        _linkType = linkType;
        _rotateBytes = rotateBytes ?? long.MaxValue;
        _fileLimit = rotateBytes is null ? null : fileLimit;
        _stream = Create(NameOf(0));
        _writer = new PcapWriter(_stream, linkType, hasNanoseconds: false);
    }

    /// <summary>Writes into a pipe, which is closed with it.</summary>
    public CaptureFileRing(Stream pipe, LinkType linkType)
    {
        _path = "";
        _linkType = linkType;
        _rotateBytes = long.MaxValue;
        _stream = new BufferedStream(pipe, BufferBytes);
        _writer = new PcapWriter(_stream, linkType, hasNanoseconds: false);
    }

    /// <summary>Files begun so far, those that were overwritten too.</summary>
    public int FilesBegun { get; private set; } = 1;

    /// <summary>Writes a frame, into the next file if this one is full.</summary>
    /// <param name="time">Nanoseconds since 1970 UTC.</param>
    /// <param name="originalLength">Bytes on the wire.</param>
    public void Write(long time, ReadOnlySpan<byte> data, uint originalLength)
    {
        if (_writer.BytesWritten > _rotateBytes)
        {
            _stream.Dispose();
            _stream = Create(NameOf(FilesBegun));
            _writer = new PcapWriter(_stream, _linkType, hasNanoseconds: false);
            FilesBegun++;
        }
        _writer.Write(time, data, originalLength);
    }

    public void Flush() => _stream.Flush();

    public void Dispose() => _stream.Dispose();

    private string NameOf(int file)
    {
        if (_fileLimit is not { } limit)
        {
            return file == 0 ? _path : _path + file.ToString(CultureInfo.InvariantCulture);
        }
        var digits = (limit - 1).ToString(CultureInfo.InvariantCulture).Length;
        return _path + (file % limit).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    private static FileStream Create(string path) =>
        new(path, FileMode.Create, FileAccess.Write, FileShare.Read, BufferBytes);
}
