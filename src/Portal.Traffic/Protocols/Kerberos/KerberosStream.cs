using System.Buffers.Binary;

namespace Portal.Traffic.Protocols.Kerberos;

/// <summary>Cuts one side's stream into messages; after a hole it goes on at the next segment that begins with one.</summary>
internal sealed class KerberosStream
{
    public const int HeaderBytes = 4;

    /// <summary>Tickets with large authorisation data have 64 KB (MS-KILE §3.1.5.4 raises MaxTokenSize to 48,000 bytes).</summary>
    public const int MaxMessageBytes = 256 * 1024;

    private byte[] _buffer = [];
    private int _length;
    private bool _isLost;

    public FrameStamp First { get; private set; }

    /// <summary>Takes bytes up to the next message's end; true when <paramref name="message"/> is whole, valid until the next call.</summary>
    public bool TryRead(ref ReadOnlySpan<byte> bytes, FrameStamp frame, out ReadOnlySpan<byte> message)
    {
        message = default;
        if (_isLost)
        {
            if (!BeginsMessage(bytes))
            {
                bytes = default;
                return false;
            }
            _isLost = false;
        }
        if (_length == 0)
        {
            First = frame;
        }
        Append(ref bytes, HeaderBytes);
        if (_length < HeaderBytes)
        {
            return false;
        }
        var announced = BinaryPrimitives.ReadUInt32BigEndian(_buffer);
        if (announced > MaxMessageBytes)
        {
            Lose();
            bytes = default;
            return false;
        }
        var end = HeaderBytes + (int)announced;
        Append(ref bytes, end);
        if (_length < end)
        {
            return false;
        }
        _length = 0;
        message = _buffer.AsSpan(HeaderBytes, (int)announced);
        return true;
    }

    public void Lose()
    {
        _length = 0;
        _isLost = true;
    }

    private static bool BeginsMessage(ReadOnlySpan<byte> bytes) =>
        bytes.Length > HeaderBytes
        && KerberosMessage.BeginsMessage(bytes[HeaderBytes..], BinaryPrimitives.ReadUInt32BigEndian(bytes));

    private void Append(ref ReadOnlySpan<byte> bytes, int upTo)
    {
        var taken = bytes[..Math.Clamp(upTo - _length, 0, bytes.Length)];
        if (_length + taken.Length > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_length + taken.Length, Math.Max(512, _buffer.Length * 2)));
        }
        taken.CopyTo(_buffer.AsSpan(_length));
        _length += taken.Length;
        bytes = bytes[taken.Length..];
    }
}
