using System.Buffers;
using System.Globalization;
using Portal.Traffic.Files;

namespace Portal.Analysis.Objects;

/// <summary>The content of one file as it comes: in memory while it is small, then in a file of its own.</summary>
internal sealed class CarvedContent(string folder)
{
    /// <summary>Most files are smaller and never touch the disk twice.</summary>
    private const int MaxInMemory = 64 * 1024;

    /// <summary>Kept of one file; the rest is cut off.</summary>
    private const long MaxBytes = 1L << 30;

    /// <summary>
    /// Holes of one file together; a content with more ends at the hole. A hole costs its sender a few bytes and us the
    /// digest of its zeros.
    /// </summary>
    internal const long MaxHoleBytes = 16L << 20;

    /// <summary>Holes that are listed one by one.</summary>
    private const int MaxRanges = 100;

    private readonly List<(long First, long End)> _holes = [];
    private readonly ArrayBufferWriter<byte> _memory = new();
    private string? _path;
    private long _written;
    private long _holeBytes;
    private bool _isCut;

    /// <summary>Bytes of it that are in memory now.</summary>
    public int InMemory => _memory.WrittenCount;

    /// <summary>Bytes so far, holes included.</summary>
    public long Length => _written + _memory.WrittenCount;

    public void Append(ReadOnlySpan<byte> bytes, bool mustSpill)
    {
        if (_isCut)
        {
            return;
        }
        var room = (int)Math.Min(bytes.Length, MaxBytes - Length);
        _isCut = room < bytes.Length;
        _memory.Write(bytes[..room]);
        if (mustSpill || _memory.WrittenCount > MaxInMemory)
        {
            Spill();
        }
    }

    public void AppendHole(long bytes)
    {
        var start = Length;
        _isCut |= bytes > MaxHoleBytes - _holeBytes || bytes > MaxBytes - start;
        if (_isCut)
        {
            return;
        }
        _holeBytes += bytes;
        if (_holes.Count == MaxRanges)
        {
            // What is missing stays true, only less exact.
            _holes[^1] = (_holes[^1].First, start + bytes);
        }
        else
        {
            _holes.Add((start, start + bytes));
        }
        Spill();
        _written = start + bytes;
    }

    /// <summary>Digests of the whole, with zeros in the holes.</summary>
    public (string Md5, string Sha1, string Sha256) Digest()
    {
        using var digests = new FileDigests();
        using var content = File.OpenRead(Finish());
        var buffer = new byte[64 * 1024];
        while (content.Read(buffer) is > 0 and var read)
        {
            digests.Append(buffer.AsSpan(0, read));
        }
        return digests.Finish();
    }

    /// <summary>The holes and the end that did not come, as ranges of offsets; null when nothing is missing.</summary>
    public List<string>? Missing(TransferredFile file)
    {
        var ranges = _holes.ConvertAll(hole =>
            string.Create(CultureInfo.InvariantCulture, $"{hole.First}-{hole.End - 1}")
        );
        if (_isCut || file.OverflowBytes > 0 || file.TotalBytes > Length)
        {
            ranges.Add(string.Create(CultureInfo.InvariantCulture, $"{Length}-"));
        }
        return ranges.Count == 0 ? null : ranges;
    }

    /// <summary>The whole content as one file.</summary>
    public string Finish()
    {
        Spill();
        using (var file = File.Open(_path!, FileMode.Open, FileAccess.Write))
        {
            file.SetLength(_written);
        }
        return _path!;
    }

    public void Delete()
    {
        if (_path is not null)
        {
            File.Delete(_path);
        }
    }

    private void Spill()
    {
        _path ??= Path.Combine(folder, Path.GetRandomFileName());
        // Opened for each piece: as many files are open on the wire as the sender likes, but not here.
        using var file = File.Open(_path, FileMode.OpenOrCreate, FileAccess.Write);
        file.Position = _written;
        file.Write(_memory.WrittenSpan);
        _written += _memory.WrittenCount;
        _memory.ResetWrittenCount();
    }
}
