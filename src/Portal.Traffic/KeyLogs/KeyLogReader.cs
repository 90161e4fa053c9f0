namespace Portal.Traffic.KeyLogs;

/// <summary>Cuts a key log into its lines; a line that cannot be one is counted and passed over.</summary>
internal ref struct KeyLogReader(Stream content)
{
    /// <summary>The longest line with a secret in it has 170 bytes; encrypted client hello logs have some hundred more.</summary>
    private const int MaxLineBytes = 4096;

    private readonly byte[] _buffer = new byte[MaxLineBytes];
    private int _start;
    private int _end;
    private bool _isOver;

    /// <summary>Number of the line read last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The next line without its end; one that is too long comes empty and with <paramref name="isTooLong"/>.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line, out bool isTooLong)
    {
        isTooLong = false;
        while (true)
        {
            var held = _buffer.AsSpan(_start, _end - _start);
            var newline = held.IndexOf((byte)'\n');
            if (newline >= 0 || (_isOver && held.Length > 0))
            {
                line = newline >= 0 ? held[..newline] : held;
                _start += line.Length + (newline >= 0 ? 1 : 0);
                Number++;
                line =
                    isTooLong ? default
                    : Number == 1 ? WithoutMark(line)
                    : line;
                return true;
            }
            if (_isOver)
            {
                line = default;
                Number += isTooLong ? 1 : 0;
                return isTooLong;
            }
            isTooLong |= held.Length == _buffer.Length;
            Fill(isTooLong ? default : held);
        }
    }

    private void Fill(ReadOnlySpan<byte> held)
    {
        held.CopyTo(_buffer);
        (_start, _end) = (0, held.Length);
        var read = content.Read(_buffer.AsSpan(_end));
        _end += read;
        _isOver = read == 0;
    }

    /// <summary>Windows editors begin UTF-8 with a byte order mark.</summary>
    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> line) =>
        line is [0xEF, 0xBB, 0xBF, ..] ? line[3..] : line;
}
