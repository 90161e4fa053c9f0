namespace Portal.Traffic.Protocols.Rdp;

/// <summary>Cuts one side's stream into packets of RFC 1006 §6: <c>version 3, reserved, 16 bits of length with these four bytes</c>.</summary>
internal sealed class TpktStream
{
    public const int HeaderBytes = 4;
    public const byte Version = 3;

    private byte[] _buffer = [];
    private int _length;
    private int _wholeLength;

    /// <summary>Something else than a packet came: encrypted fast-path output, TLS, or bytes are missing.</summary>
    public bool IsLost { get; set; }

    public FrameStamp First { get; private set; }

    /// <summary>The packet that was read last, with its header; valid until the next call.</summary>
    public ReadOnlySpan<byte> Whole => _buffer.AsSpan(0, _wholeLength);

    /// <summary>
    /// Packets of the fast path (MS-RDPBCGR §2.2.8.1.2), which begin with another byte and come once the settings are
    /// exchanged, are stepped over.
    /// </summary>
    public bool SkipsFastPath { get; set; }

    /// <summary>Takes bytes up to the next packet's end; true when its content is whole, valid until the next call.</summary>
    public bool TryRead(ref ReadOnlySpan<byte> bytes, FrameStamp frame, out ReadOnlySpan<byte> content)
    {
        content = default;
        if (_length == 0)
        {
            First = frame;
        }
        Append(ref bytes, 1);
        if (_length > 0 && _buffer[0] != Version)
        {
            IsLost = !SkipsFastPath || !TrySkip(ref bytes);
            return false;
        }
        Append(ref bytes, HeaderBytes);
        if (_length < HeaderBytes)
        {
            return false;
        }
        var length = (_buffer[2] << 8) | _buffer[3];
        if (length < HeaderBytes)
        {
            IsLost = true;
            return false;
        }
        Append(ref bytes, length);
        if (_length < length)
        {
            return false;
        }
        (_length, _wholeLength) = (0, length);
        content = _buffer.AsSpan(HeaderBytes, length - HeaderBytes);
        return true;
    }

    /// <summary><c>two bits of action, six of flags; 7 or 15 bits of length</c>; false when the action is another.</summary>
    private bool TrySkip(ref ReadOnlySpan<byte> bytes)
    {
        if ((_buffer[0] & 0x03) != 0)
        {
            return false;
        }
        Append(ref bytes, 2);
        var headerBytes = _length >= 2 && (_buffer[1] & 0x80) != 0 ? 3 : 2;
        Append(ref bytes, headerBytes);
        if (_length < headerBytes)
        {
            return true;
        }
        var length = headerBytes == 2 ? _buffer[1] : ((_buffer[1] & 0x7F) << 8) | _buffer[2];
        if (length < headerBytes)
        {
            return false;
        }
        Append(ref bytes, length);
        _length = _length < length ? _length : 0;
        return true;
    }

    private void Append(ref ReadOnlySpan<byte> bytes, int upTo)
    {
        var taken = bytes[..Math.Clamp(upTo - _length, 0, bytes.Length)];
        if (_length + taken.Length > _buffer.Length)
        {
            // A packet has at most 64 KB.
            Array.Resize(ref _buffer, Math.Max(_length + taken.Length, Math.Max(512, _buffer.Length * 2)));
        }
        taken.CopyTo(_buffer.AsSpan(_length));
        _length += taken.Length;
        bytes = bytes[taken.Length..];
    }
}
