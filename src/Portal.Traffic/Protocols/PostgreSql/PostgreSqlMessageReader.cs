using System.Buffers.Binary;

namespace Portal.Traffic.Protocols.PostgreSql;

/// <summary>Cuts one side's stream into messages: a type, four bytes of length (itself included), the body.</summary>
internal sealed class PostgreSqlMessageReader
{
    /// <summary>What is kept of a body; rows can have a gigabyte, statements are read up to here.</summary>
    private const int MaxKeptBytes = 64 * 1024;

    private const int HeaderBytes = 5;
    private const int MaxBytes = 1 << 30;

    private readonly byte[] _header = new byte[HeaderBytes];
    private byte[] _body = [];
    private int _headerLength;
    private int _kept;
    private int _left;

    public byte Type => _header[0];

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
            _header[_headerLength++] = bytes[0];
            bytes = bytes[1..];
            if (_headerLength == HeaderBytes)
            {
                var length = BinaryPrimitives.ReadInt32BigEndian(_header.AsSpan(1));
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
        body = _body.AsSpan(0, _kept);
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
        if (_body.Length < _kept + piece.Length)
        {
            Array.Resize(ref _body, Math.Max(256, (_kept + piece.Length) * 2));
        }
        piece.CopyTo(_body.AsSpan(_kept));
        _kept += piece.Length;
    }
}
