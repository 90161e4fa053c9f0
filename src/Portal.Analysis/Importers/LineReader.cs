namespace Portal.Analysis.Importers;

/// <summary>
/// The lines of a text as spans over one buffer. Lines that are too long are skipped and counted; the piece of a line at
/// which broken content ends is not handed out.
/// </summary>
internal sealed class LineReader(Stream content)
{
    /// <summary>Zeek's longest lines (certificates with thousands of names) have a few hundred kilobytes.</summary>
    public const int MaxLineBytes = 8 << 20;

    private byte[] _buffer = new byte[256 << 10];
    private int _start;
    private int _end;
    private bool _isOver;
    private bool _isFirst = true;

    /// <summary>Number of the line that was read last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The line that was read last ended with a line feed.</summary>
    public bool IsTerminated { get; private set; }

    /// <summary>Lines that were longer than <see cref="MaxLineBytes"/>, with their places.</summary>
    public WarningCounter Warnings { get; } = new();

    /// <summary>The content broke off in the middle of a line, which was not handed out.</summary>
    public bool IsCutOff { get; private set; }

    /// <summary>The next line without its line ending; valid until the next call. False at the end.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        var scanned = 0;
        while (true)
        {
            var feed = _buffer.AsSpan(_start + scanned, _end - _start - scanned).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                line = Take(scanned + feed);
                _start++;
                IsTerminated = true;
                return true;
            }
            scanned = _end - _start;
            if (_isOver)
            {
                IsTerminated = false;
                IsCutOff = scanned > 0 && content is GuardedStream { Problem: not null };
                line = Take(scanned);
                return scanned > 0 && !IsCutOff;
            }
            if (scanned >= MaxLineBytes)
            {
                SkipLine();
                scanned = 0;
            }
            else
            {
                Fill();
            }
        }
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        ReadOnlySpan<byte> line = _buffer.AsSpan(_start, length);
        _start += length;
        Number += length > 0 || !_isOver ? 1 : 0;
        if (_isFirst)
        {
            _isFirst = false;
            if (line.StartsWith("\uFEFF"u8))
            {
                line = line[3..];
            }
        }
        return line is [.., (byte)'\r'] ? line[..^1] : line;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }
        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
        var read = content.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _isOver = read == 0;
    }

    private void SkipLine()
    {
        Number++;
        Warnings.Add(
            "line_too_long",
            Number,
            () => $"line {Number} is longer than {MaxLineBytes >> 20} MiB and was skipped"
        );
        while (true)
        {
            var feed = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                _start += feed + 1;
                return;
            }
            _start = _end;
            Fill();
            if (_isOver)
            {
                return;
            }
        }
    }
}
