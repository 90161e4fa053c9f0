using System.Buffers.Binary;

namespace Portal.Traffic.Protocols.Smb;

/// <summary>
/// Cuts one side's stream into messages: <c>type, 24 bits of length, message</c> (MS-SMB2 §2.1, RFC 1002 §4.3.1). After a hole
/// it goes on at the next message whose place is known, else at the next segment that begins with one.
/// </summary>
/// <param name="onMessage">Takes a message with the header in front of it, and the frames of its first and last byte.</param>
internal sealed class SmbStream(Action<ReadOnlyMemory<byte>, FrameStamp, FrameStamp> onMessage)
{
    public const int HeaderBytes = 4;
    public const int IdentifierBytes = 4;
    public const byte SessionMessage = 0;
    public const byte SessionRequest = 0x81;
    public const byte PositiveResponse = 0x82;
    private const byte KeepAlive = 0x85;

    /// <summary>Servers offer at most 8 MB a read or write (MS-SMB2 §3.3.5.4), in a compound beside a few small messages.</summary>
    internal const int MaxMessageBytes = (8 << 20) + (64 << 10);

    /// <summary>A session request has two names of at most 255 bytes each (RFC 1002 §4.3.2).</summary>
    private const int MaxServiceBytes = 512;

    /// <summary>A larger buffer is given back when its message is over.</summary>
    private const int KeptBufferBytes = 64 << 10;

    private byte[] _buffer = [];
    private int _length;
    private long _skip;
    private FrameStamp _first;
    private bool _isLost;

    /// <summary>A segment that may begin a message: header and identifier.</summary>
    public static bool BeginsMessage(ReadOnlySpan<byte> bytes) =>
        bytes is [SessionMessage, _, _, _, >= 0xFC, (byte)'S', (byte)'M', (byte)'B', ..];

    public void Data(ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (_isLost)
        {
            if (!BeginsMessage(bytes))
            {
                return;
            }
            _isLost = false;
        }
        while (!bytes.IsEmpty)
        {
            if (_skip > 0)
            {
                var passed = (int)Math.Min(_skip, bytes.Length);
                _skip -= passed;
                bytes = bytes[passed..];
                continue;
            }
            if (_length == 0)
            {
                _first = frame;
            }
            var wanted = _length < HeaderBytes ? HeaderBytes : HeaderBytes + LengthOf(_buffer);
            var taken = bytes[..Math.Min(wanted - _length, bytes.Length)];
            Append(taken);
            bytes = bytes[taken.Length..];
            if (_length < HeaderBytes || (_length == HeaderBytes && !BeginBody()))
            {
                if (_isLost)
                {
                    return;
                }
                continue;
            }
            if (_length == HeaderBytes + LengthOf(_buffer))
            {
                End(frame);
            }
        }
    }

    public void Gap(long bytes)
    {
        if (_isLost)
        {
            return;
        }
        var left =
            _skip > 0 ? _skip
            : _length >= HeaderBytes ? HeaderBytes + LengthOf(_buffer) - _length
            : 0;
        Forget();
        // Where the next message begins is known only when the hole ends inside this one.
        _skip = Math.Max(0, left - bytes);
        _isLost = bytes > left;
    }

    /// <summary>The header is there: false when the message is of no interest, too long or none.</summary>
    private bool BeginBody()
    {
        var length = LengthOf(_buffer);
        var type = _buffer[0];
        if (
            (type is SessionMessage && length is > 0 and <= MaxMessageBytes)
            || (type is >= SessionRequest and <= KeepAlive && length <= MaxServiceBytes)
        )
        {
            return true;
        }
        _isLost = type is not (SessionMessage or (>= SessionRequest and <= KeepAlive));
        _skip = _isLost ? 0 : length;
        _length = 0;
        return false;
    }

    private void End(FrameStamp frame)
    {
        onMessage(_buffer.AsMemory(0, _length), _first, frame);
        Forget();
    }

    private void Forget()
    {
        _length = 0;
        if (_buffer.Length > KeptBufferBytes)
        {
            _buffer = [];
        }
    }

    private static int LengthOf(ReadOnlySpan<byte> header) =>
        (int)(BinaryPrimitives.ReadUInt32BigEndian(header) & 0xFF_FFFF);

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_length + bytes.Length, Math.Max(512, _buffer.Length * 2)));
        }
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }
}
