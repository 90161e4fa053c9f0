using System.Buffers.Binary;

namespace Portal.Traffic.Protocols.PostgreSql;

/// <summary>Cuts one side's stream into messages: a type, four bytes of length (itself included), the body.</summary>
internal sealed class PostgreSqlMessageReader
{
    public const int HeaderBytes = 5;

    /// <summary>What is kept of a body; rows can have a gigabyte, statements are read up to here.</summary>
    private const int MaxKeptBytes = 64 * 1024;

    private const int MaxBytes = 1 << 30;

    private byte[] _message = new byte[256];
    private int _headerLength;
    private int _kept;
    private int _left;

    public byte Type => _message[0];

    /// <summary>The message that was read last, from its type on, its body cut.</summary>
    public ReadOnlySpan<byte> Message => _message.AsSpan(0, HeaderBytes + _kept);

    /// <summary>A length made no sense.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The next body, cut; false when more bytes are needed.</summary>
    public bool TryRead(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> body)
    {
        body = default;
        while (_headerLength < HeaderBytes && !IsBroken)
        {
            if (bytes.IsEmpty)
            {
                return false;
            }
            _message[_headerLength++] = bytes[0];
            bytes = bytes[1..];
            if (_headerLength == HeaderBytes)
            {
                var length = BinaryPrimitives.ReadInt32BigEndian(_message.AsSpan(1));
                IsBroken = length is < 4 or > MaxBytes;
                (_left, _kept) = (length - 4, 0);
            }
        }
        if (IsBroken)
        {
            return false;
        }
        var piece = bytes[..Math.Min(bytes.Length, _left)];
        bytes = bytes[piece.Length..];
        _left -= piece.Length;
        Keep(piece);
        if (_left > 0)
        {
            return false;
        }
        body = Message[HeaderBytes..];
        _headerLength = 0;
        return true;
    }

    /// <summary>Passes over bytes that were never captured; false when the place in the stream is lost.</summary>
    public bool Skip(long bytes)
    {
        if (_headerLength < HeaderBytes || bytes >= _left)
        {
            return false;
        }
        _left -= (int)bytes;
        return true;
    }

    private void Keep(ReadOnlySpan<byte> piece)
    {
        piece = piece[..Math.Min(piece.Length, MaxKeptBytes - _kept)];
        var end = HeaderBytes + _kept;
        if (_message.Length < end + piece.Length)
        {
            Array.Resize(ref _message, (end + piece.Length) * 2);
        }
        piece.CopyTo(_message.AsSpan(end));
        _kept += piece.Length;
    }
}
