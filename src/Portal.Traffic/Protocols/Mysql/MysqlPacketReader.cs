namespace Portal.Traffic.Protocols.Mysql;

/// <summary>Cuts one side's stream into packets: three bytes of length, little-endian, a sequence number, the payload.</summary>
internal sealed class MysqlPacketReader
{
    public const int HeaderBytes = 4;

    /// <summary>What is kept of a payload: rows can have 16 MiB, but statements are read up to here only.</summary>
    public const int MaxKeptBytes = 64 * 1024;

    private byte[] _packet = new byte[256];
    private int _headerLength;
    private int _kept;
    private int _left;

    /// <summary>Of the packet that was read last.</summary>
    public byte Sequence => _packet[3];

    /// <summary>The packet that was read last, with its header, the payload cut.</summary>
    public ReadOnlySpan<byte> Packet => _packet.AsSpan(0, HeaderBytes + _kept);

    /// <summary>Bytes on the wire of the packet that was read last.</summary>
    public int Length { get; private set; }

    public static int LengthOf(ReadOnlySpan<byte> header) => header[0] | header[1] << 8 | header[2] << 16;

    /// <summary>The next payload, cut at <see cref="MaxKeptBytes"/>; false when more bytes are needed.</summary>
    public bool TryRead(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        while (_headerLength < HeaderBytes)
        {
            if (bytes.IsEmpty)
            {
                return false;
            }
            _packet[_headerLength++] = bytes[0];
            bytes = bytes[1..];
            if (_headerLength == HeaderBytes)
            {
                Length = _left = LengthOf(_packet);
                _kept = 0;
            }
        }
        var piece = bytes[..Math.Min(bytes.Length, _left)];
        bytes = bytes[piece.Length..];
        _left -= piece.Length;
        Keep(piece);
        if (_left > 0)
        {
            return false;
        }
        payload = Packet[HeaderBytes..];
        _headerLength = 0;
        return true;
    }

    /// <summary>Passes over bytes that were never captured; false when the place in the stream is lost.</summary>
    public bool Skip(long bytes)
    {
        if (_headerLength < HeaderBytes || bytes > _left)
        {
            return false;
        }
        _left -= (int)bytes;
        return _left > 0 || Length == 0;
    }

    private void Keep(ReadOnlySpan<byte> piece)
    {
        piece = piece[..Math.Min(piece.Length, MaxKeptBytes - _kept)];
        var end = HeaderBytes + _kept;
        if (_packet.Length < end + piece.Length)
        {
            Array.Resize(ref _packet, (end + piece.Length) * 2);
        }
        piece.CopyTo(_packet.AsSpan(end));
        _kept += piece.Length;
    }
}
