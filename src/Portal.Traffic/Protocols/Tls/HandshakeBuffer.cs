using System.Buffers;

namespace Portal.Traffic.Protocols.Tls;

/// <summary>
/// Puts one side's handshake messages together: several in a record, one over many records (RFC 8446 §5.1). A message
/// beyond the limit is announced without its body, and its bytes are dropped as they come.
/// </summary>
internal sealed class HandshakeBuffer
{
    /// <summary>
    /// Certificate chains have some kilobytes; one with ten thousand names, seen in a test, has 340. The field would allow
    /// 16 MiB.
    /// </summary>
    public const int MaxMessageBytes = 1024 * 1024;

    private const int HeaderBytes = 4; // type, 24-bit length

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private int _read;
    private int _dropping;

    /// <summary>Bytes of an unfinished message are held.</summary>
    public bool IsInMessage => _bytes.WrittenCount > _read || _dropping > 0;

    /// <summary>The bytes held of an unfinished message; valid until the next <see cref="Append"/>.</summary>
    public ReadOnlySpan<byte> Pending => _bytes.WrittenSpan[_read..];

    public void Append(ReadOnlySpan<byte> fragment)
    {
        var dropped = Math.Min(_dropping, fragment.Length);
        _dropping -= dropped;
        fragment = fragment[dropped..];
        if (_read > 0 && _read == _bytes.WrittenCount)
        {
            _bytes.ResetWrittenCount();
            _read = 0;
        }
        _bytes.Write(fragment);
    }

    /// <summary>The next message, if it is complete or too long to be kept.</summary>
    /// <param name="type">One of <see cref="HandshakeType"/>, or a number without a name.</param>
    /// <param name="body">Valid until the next <see cref="Append"/>.</param>
    /// <param name="isTooLong">The body is not there.</param>
    public bool TryRead(out HandshakeType type, out ReadOnlySpan<byte> body, out bool isTooLong)
    {
        var reader = new ByteReader(_bytes.WrittenSpan[_read..]);
        type = (HandshakeType)reader.ReadByte();
        var length = reader.ReadUInt24();
        body = default;
        isTooLong = !reader.Failed && length > MaxMessageBytes;
        if (isTooLong)
        {
            var here = Math.Min(length, reader.Remaining);
            _read += HeaderBytes + here;
            _dropping = length - here;
            return true;
        }
        body = reader.Take(length);
        if (reader.Failed)
        {
            return false;
        }
        _read += HeaderBytes + length;
        return true;
    }
}
