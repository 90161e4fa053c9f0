using System.Buffers;

namespace Portal.Traffic.Protocols.Mqtt;

/// <summary>Cuts one side's stream into packets; of a long one only the beginning is kept.</summary>
internal sealed class MqttStream
{
    /// <summary>Names and topics are at most 64 KB (§1.5.4); of payloads a hundred bytes are recorded.</summary>
    private const int MaxKept = 128 * 1024;

    private readonly ArrayBufferWriter<byte> _kept = new();
    private int _first = -1;
    private int _length;
    private int _lengthBytes;
    private bool _hasLength;
    private int _taken;

    /// <summary>It cannot be cut into packets any more.</summary>
    public bool IsLost { get; private set; }

    /// <summary>The next whole packet; valid until the next call.</summary>
    public bool TryNext(ref ReadOnlySpan<byte> bytes, out MqttPacket packet)
    {
        packet = default;
        if (_first < 0)
        {
            _kept.ResetWrittenCount();
        }
        while (!IsLost && (!bytes.IsEmpty || (_hasLength && _taken == _length)))
        {
            if (!_hasLength)
            {
                ReadHeader(ref bytes);
                continue;
            }
            var count = Math.Min(bytes.Length, _length - _taken);
            _kept.Write(bytes[..Math.Min(count, Math.Max(0, MaxKept - _kept.WrittenCount))]);
            _taken += count;
            bytes = bytes[count..];
            if (_taken == _length)
            {
                packet = new MqttPacket((MqttPacketType)(_first >> 4), _first & 0x0F, _kept.WrittenSpan, _length);
                (_first, _length, _lengthBytes, _hasLength, _taken) = (-1, 0, 0, false, 0);
                return true;
            }
        }
        return false;
    }

    /// <summary>Bytes that were never captured: inside a packet that is long enough they only make it incomplete.</summary>
    public void Gap(long bytes)
    {
        // The packet is dropped when its end comes within the hole; a hole over a header is the end of cutting.
        if (!_hasLength || bytes > _length - _taken)
        {
            IsLost = true;
            return;
        }
        _taken += (int)bytes;
        if (_taken == _length)
        {
            (_first, _length, _lengthBytes, _hasLength, _taken) = (-1, 0, 0, false, 0);
        }
    }

    private void ReadHeader(ref ReadOnlySpan<byte> bytes)
    {
        var value = bytes[0];
        bytes = bytes[1..];
        if (_first < 0)
        {
            _first = value;
            IsLost = value >> 4 == 0;
            return;
        }
        _length |= (value & 0x7F) << (7 * _lengthBytes);
        _lengthBytes++;
        _hasLength = value < 0x80;
        IsLost = !_hasLength && _lengthBytes == MqttPacket.MaxLengthBytes;
    }
}
