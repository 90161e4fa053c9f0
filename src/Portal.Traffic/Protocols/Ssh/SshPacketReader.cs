using System.Buffers.Binary;

namespace Portal.Traffic.Protocols.Ssh;

/// <summary>Collects the packets that one side sends before encryption begins (RFC 4253 §6).</summary>
internal sealed class SshPacketReader
{
    /// <summary>RFC 4253 §6.1: implementations must take 35,000 bytes; lists of algorithms stay far below.</summary>
    private const int MaxPacketBytes = 64 * 1024;

    private const int LengthBytes = 4;

    private byte[] _held = [];
    private int _heldLength;
    private int _packetLength;

    /// <summary>The packet that was read last, with its length and padding; valid until the next is read.</summary>
    public ReadOnlySpan<byte> Packet => _held.AsSpan(0, _packetLength);

    /// <summary>A length made no sense: this is not SSH, or bytes are missing.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The next payload, from the message type on; false when more bytes are needed.</summary>
    /// <param name="isVersion1">SSH 1 counts the length without padding, which comes first (its draft, section 4).</param>
    public bool TryRead(ref ReadOnlySpan<byte> bytes, bool isVersion1, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        if (IsBroken || !TryFill(ref bytes, LengthBytes))
        {
            return false;
        }
        var length = BinaryPrimitives.ReadUInt32BigEndian(_held);
        if (length is < 1 or > MaxPacketBytes)
        {
            IsBroken = true;
            return false;
        }
        var padding = isVersion1 ? 8 - (int)(length % 8) : 0;
        if (!TryFill(ref bytes, LengthBytes + padding + (int)length))
        {
            return false;
        }
        var packet = _held.AsSpan(LengthBytes, padding + (int)length);
        (_packetLength, _heldLength) = (_heldLength, 0);
        if (isVersion1)
        {
            payload = packet[padding..];
            return true;
        }
        var end = packet.Length - packet[0];
        IsBroken = end <= 1;
        payload = IsBroken ? default : packet[1..end];
        return !IsBroken;
    }

    private bool TryFill(ref ReadOnlySpan<byte> bytes, int needed)
    {
        var taken = bytes[..Math.Clamp(needed - _heldLength, 0, bytes.Length)];
        if (_held.Length < _heldLength + taken.Length)
        {
            Array.Resize(ref _held, Math.Max(2048, (_heldLength + taken.Length) * 2));
        }
        taken.CopyTo(_held.AsSpan(_heldLength));
        _heldLength += taken.Length;
        bytes = bytes[taken.Length..];
        return _heldLength >= needed;
    }
}
