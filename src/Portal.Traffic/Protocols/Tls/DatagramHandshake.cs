namespace Portal.Traffic.Protocols.Tls;

/// <summary>Puts one side's fragmented DTLS handshake messages together (RFC 6347 §4.2.3), one message at a time.</summary>
internal sealed class DatagramHandshake
{
    /// <summary>As in Zeek; a datagram's few bytes should not make us hold more.</summary>
    public const int MaxMessageBytes = 64 * 1024;

    private byte[] _bytes = [];
    private bool[] _isHere = [];
    private int _length;
    private int _missing;
    private int _sequence = -1;
    private FrameStamp _first;

    public enum Outcome
    {
        /// <summary>Other fragments are missing.</summary>
        Partial,
        Whole,

        /// <summary>The message is beyond the limit of <see cref="MaxMessageBytes"/>.</summary>
        TooLong,

        /// <summary>The lengths contradict each other.</summary>
        Broken,
    }

    /// <summary>Reads one fragment; a whole message comes out at once or with its last fragment.</summary>
    public Outcome Take(ref ByteReader reader, FrameStamp frame, out Message message)
    {
        var type = (HandshakeType)reader.ReadByte();
        var length = reader.ReadUInt24();
        var sequence = reader.ReadUInt16();
        var offset = reader.ReadUInt24();
        var fragmentLength = reader.ReadUInt24();
        message = new Message(type, default, frame);
        if (length > MaxMessageBytes && !reader.Failed)
        {
            return Outcome.TooLong;
        }
        var fragment = reader.Take(fragmentLength);
        if (reader.Failed || offset + fragmentLength > length)
        {
            return Outcome.Broken;
        }
        if (fragmentLength == length)
        {
            message = new Message(type, fragment, frame);
            return Outcome.Whole;
        }

        if (_sequence != sequence || _length != length)
        {
            (_sequence, _first, _length, _missing) = (sequence, frame, length, length);
            if (_bytes.Length < length)
            {
                (_bytes, _isHere) = (new byte[length], new bool[length]);
            }
            Array.Clear(_isHere, 0, length);
        }
        if (_missing == 0)
        {
            return Outcome.Partial; // sent again
        }
        fragment.CopyTo(_bytes.AsSpan(offset));
        for (var i = offset; i < offset + fragmentLength; i++)
        {
            _missing -= _isHere[i] ? 0 : 1;
            _isHere[i] = true;
        }
        message = new Message(type, _bytes.AsSpan(0, length), _first);
        return _missing == 0 ? Outcome.Whole : Outcome.Partial;
    }

    /// <param name="type">What it is.</param>
    /// <param name="body">Without header; valid until the next fragment.</param>
    /// <param name="first">The frame of its first fragment.</param>
    public readonly ref struct Message(HandshakeType type, ReadOnlySpan<byte> body, FrameStamp first)
    {
        public HandshakeType Type { get; } = type;
        public ReadOnlySpan<byte> Body { get; } = body;
        public FrameStamp First { get; } = first;
    }
}
