using System.Buffers.Binary;

namespace Portal.Traffic.Protocols.Dns;

/// <summary>Cuts one side's TCP stream into messages at their two length bytes (RFC 1035 §4.2.2); copies only what spans segments.</summary>
internal sealed class DnsStream
{
    private const int LengthBytes = 2;

    private byte[]? _held;
    private int _heldLength;
    private long _skip;

    /// <summary>The stream cannot be cut any more: a hole hid a length.</summary>
    public bool IsLost { get; private set; }

    /// <summary>
    /// The next whole message at the beginning of <paramref name="bytes"/>, which is moved behind it; false when more bytes
    /// are needed. The message is valid until the next call.
    /// </summary>
    public bool TryNext(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> message)
    {
        message = default;
        if (_skip > 0)
        {
            var skipped = (int)Math.Min(_skip, bytes.Length);
            _skip -= skipped;
            bytes = bytes[skipped..];
        }
        if (IsLost || bytes.IsEmpty)
        {
            return false;
        }
        if (_heldLength == 0 && bytes.Length >= LengthBytes)
        {
            var whole = LengthBytes + BinaryPrimitives.ReadUInt16BigEndian(bytes);
            if (bytes.Length >= whole)
            {
                message = bytes[LengthBytes..whole];
                bytes = bytes[whole..];
                return true;
            }
        }
        Hold(ref bytes, LengthBytes);
        if (_heldLength < LengthBytes)
        {
            return false;
        }
        var needed = LengthBytes + BinaryPrimitives.ReadUInt16BigEndian(_held);
        Hold(ref bytes, needed);
        if (_heldLength < needed)
        {
            return false;
        }
        message = _held.AsSpan(LengthBytes, needed - LengthBytes);
        _heldLength = 0;
        return true;
    }

    /// <summary>A hole: a message whose length is known is skipped, else the rest is lost.</summary>
    public void Gap(long bytes)
    {
        var inside = Math.Min(bytes, _skip);
        _skip -= inside;
        bytes -= inside;
        if (bytes == 0)
        {
            return;
        }
        var missing =
            _heldLength >= LengthBytes ? LengthBytes + BinaryPrimitives.ReadUInt16BigEndian(_held) - _heldLength : 0;
        IsLost |= bytes > missing;
        _skip = Math.Max(0, missing - bytes);
        _heldLength = 0;
    }

    private void Hold(ref ReadOnlySpan<byte> bytes, int length)
    {
        var taken = bytes[..Math.Clamp(length - _heldLength, 0, bytes.Length)];
        if (_held is null || _held.Length < length)
        {
            Array.Resize(ref _held, Math.Max(512, length));
        }
        taken.CopyTo(_held.AsSpan(_heldLength));
        _heldLength += taken.Length;
        bytes = bytes[taken.Length..];
    }
}
