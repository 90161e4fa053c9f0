using System.Buffers.Binary;

namespace Portal.Traffic.Protocols.Ldap;

/// <summary>
/// Cuts one side's stream into messages. After a SASL bind messages come in wrappings with a length of their own (RFC 4513
/// §5.2.1.3, RFC 4422 §3.7). After a hole it goes on at the next segment that begins with a message.
/// </summary>
internal sealed class LdapStream
{
    private const int WrapHeaderBytes = 4;

    private byte[] _buffer = [];
    private int _length;
    private bool _isLost;

    public FrameStamp First { get; private set; }

    /// <summary>Wrapped messages may come from now on.</summary>
    public bool MayBeWrapped { get; set; }

    /// <summary>A message of these bytes is in a wrapping.</summary>
    public bool IsWrapped { get; private set; }

    /// <summary>Takes bytes up to the next message's end; true when it is whole, valid until the next call.</summary>
    public bool TryRead(ref ReadOnlySpan<byte> bytes, FrameStamp frame, out ReadOnlySpan<byte> message)
    {
        message = default;
        if (_isLost)
        {
            if (LdapMessage.Claims(bytes) != Claim.Yes)
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
        var length = Needed();
        while (length == 0 && !bytes.IsEmpty)
        {
            Append(ref bytes, _length + 1);
            length = Needed();
        }
        if (length < 0)
        {
            Lose();
            bytes = default;
            return false;
        }
        Append(ref bytes, length);
        if (length == 0 || _length < length)
        {
            return false;
        }
        _length = 0;
        message = _buffer.AsSpan(IsWrapped ? WrapHeaderBytes : 0, length - (IsWrapped ? WrapHeaderBytes : 0));
        return true;
    }

    public void Lose()
    {
        _length = 0;
        _isLost = true;
    }

    /// <summary>Bytes of the whole message, 0 while unknown, -1 if it is none.</summary>
    private int Needed()
    {
        var head = _buffer.AsSpan(0, _length);
        // No length of a wrapping is so large that it would begin like a message does.
        IsWrapped = MayBeWrapped && head is not ([] or [DerReader.Sequence, ..]);
        if (!IsWrapped)
        {
            return LdapMessage.LengthOf(head);
        }
        if (head.Length < WrapHeaderBytes)
        {
            return 0;
        }
        var length = BinaryPrimitives.ReadUInt32BigEndian(head);
        return length <= LdapMessage.MaxBytes ? WrapHeaderBytes + (int)length : -1;
    }

    private void Append(ref ReadOnlySpan<byte> bytes, int upTo)
    {
        var taken = bytes[..Math.Clamp(upTo - _length, 0, bytes.Length)];
        if (_length + taken.Length > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_length + taken.Length, Math.Max(256, _buffer.Length * 2)));
        }
        taken.CopyTo(_buffer.AsSpan(_length));
        _length += taken.Length;
        bytes = bytes[taken.Length..];
    }
}
