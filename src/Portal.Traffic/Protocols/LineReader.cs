namespace Portal.Traffic.Protocols;

/// <summary>
/// Cuts one side's stream into lines that end with LF or CR LF. Lines pass without a copy unless they span deliveries; one
/// longer than <paramref name="maxBytes"/> is cut there, its rest dropped.
/// </summary>
public sealed class LineReader(int maxBytes)
{
    private byte[] _held = [];
    private int _heldLength;
    private bool _isInside;

    /// <summary>The line read last was longer than allowed.</summary>
    public bool IsCut { get; private set; }

    /// <summary>What has come of a line that has not ended.</summary>
    public ReadOnlySpan<byte> Pending => _held.AsSpan(0, _heldLength);

    /// <summary>The next line without its end; false when all of <paramref name="bytes"/> is taken and no line has ended.</summary>
    public bool TryRead(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> line)
    {
        line = default;
        while (!bytes.IsEmpty)
        {
            var newline = bytes.IndexOf((byte)'\n');
            var piece = newline < 0 ? bytes : bytes[..newline];
            bytes = newline < 0 ? default : bytes[(newline + 1)..];
            if (newline >= 0 && _heldLength == 0)
            {
                IsCut = piece.Length > maxBytes;
                line = Trim(piece[..Math.Min(piece.Length, maxBytes)]);
                return true;
            }
            Hold(piece);
            if (newline >= 0)
            {
                IsCut = _heldLength == maxBytes;
                line = Trim(_held.AsSpan(0, _heldLength));
                _heldLength = 0;
                return true;
            }
        }
        return false;
    }

    /// <summary>As <see cref="TryRead"/>, but a line that is longer than allowed comes in parts, and nothing of it is dropped.</summary>
    /// <param name="bytes">What has come.</param>
    /// <param name="part">Without the line's end.</param>
    /// <param name="isStart">The line begins with this part.</param>
    /// <param name="isEnd">The line ends with this part.</param>
    public bool TryReadPart(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> part, out bool isStart, out bool isEnd)
    {
        isStart = !_isInside;
        var newline = bytes.IndexOf((byte)'\n');
        isEnd = newline >= 0;
        part = isEnd ? bytes[..newline] : bytes;
        if (isEnd && _heldLength == 0)
        {
            bytes = bytes[(newline + 1)..];
            part = Trim(part);
            _isInside = false;
            return true;
        }
        var taken = part[..Math.Min(part.Length, maxBytes - _heldLength)];
        Hold(taken);
        isEnd &= taken.Length == part.Length;
        bytes = bytes[(taken.Length + (isEnd ? 1 : 0))..];
        part = _held.AsSpan(0, _heldLength);
        if (!isEnd && _heldLength < maxBytes)
        {
            return false;
        }
        part = isEnd ? Trim(part) : part;
        _heldLength = 0;
        _isInside = !isEnd;
        return true;
    }

    /// <summary>
    /// Bytes are missing: what came of a line is dropped, and a line begins behind the gap. Mostly whole lines are lost; the
    /// rest of a cut one is for its parser to refuse.
    /// </summary>
    public void Lose()
    {
        _heldLength = 0;
        _isInside = false;
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> line) => line is [.., (byte)'\r'] ? line[..^1] : line;

    private void Hold(ReadOnlySpan<byte> piece)
    {
        piece = piece[..Math.Min(piece.Length, maxBytes - _heldLength)];
        if (_held.Length < _heldLength + piece.Length)
        {
            Array.Resize(ref _held, Math.Min(maxBytes, Math.Max(256, (_heldLength + piece.Length) * 2)));
        }
        piece.CopyTo(_held.AsSpan(_heldLength));
        _heldLength += piece.Length;
    }
}
