namespace Portal.Traffic.Protocols.Rdp;

/// <summary>Cuts one side's stream into packets of RFC 1006 §6: <c>version 3, reserved, 16 bits of length with these four bytes</c>.</summary>
internal sealed class TpktStream
{
    public const int HeaderBytes = 4;
    public const byte Version = 3;

    private byte[] _buffer = [];
    private int _length;

    /// <summary>Something else than a packet came: encrypted fast-path output, TLS, or bytes are missing.</summary>
    public bool IsLost { get; set; }

    public FrameStamp First { get; private set; }

    /// <summary>Takes bytes up to the next packet's end; true when its content is whole, valid until the next call.</summary>
    public bool TryRead(ref ReadOnlySpan<byte> bytes, FrameStamp frame, out ReadOnlySpan<byte> content)
    {
        content = default;
        if (_length == 0)
        {
            First = frame;
        }
        Append(ref bytes, HeaderBytes);
        if (_length > 0 && _buffer[0] != Version)
        {
            IsLost = true;
            return false;
        }
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
        _length = 0;
        content = _buffer.AsSpan(HeaderBytes, length - HeaderBytes);
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
