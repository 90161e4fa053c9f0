using System.Buffers;

namespace Portal.Traffic.Protocols.Syslog;

/// <summary>Cuts a TCP stream into messages (RFC 6587 §3.4): a length before each, or a line feed behind it.</summary>
internal sealed class SyslogStream
{
    /// <summary>RFC 5424 §6.1 asks for 2 KB; the rest of a longer message is dropped.</summary>
    private const int MaxMessageBytes = 64 * 1024;

    private const int MaxLengthDigits = 6;

    private readonly ArrayBufferWriter<byte> _held = new();
    private bool _isCounting;
    private int _digits;
    private int _length;
    private int _taken;

    public static int LeadingDigits(ReadOnlySpan<byte> bytes)
    {
        var count = bytes.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return count < 0 ? bytes.Length : count;
    }

    /// <summary>The next message in <paramref name="bytes"/>, which is moved behind it; valid until the next call.</summary>
    public bool TryNext(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> message)
    {
        message = default;
        if (_taken == 0 && !_isCounting)
        {
            _held.ResetWrittenCount();
        }
        while (!bytes.IsEmpty)
        {
            if (_taken == 0 && _length == 0)
            {
                ReadLength(ref bytes);
                continue;
            }
            var isWhole = _length > 0 ? TakeCounted(ref bytes) : TakeLine(ref bytes);
            if (!isWhole)
            {
                continue;
            }
            message = _length > 0 ? _held.WrittenSpan : _held.WrittenSpan.TrimEnd("\r\n\0"u8);
            (_taken, _length) = (0, 0);
            if (!message.IsEmpty)
            {
                return true;
            }
            _held.ResetWrittenCount();
        }
        return false;
    }

    /// <summary>Bytes that were never captured: the message they belong to is lost.</summary>
    public void Reset()
    {
        _held.ResetWrittenCount();
        (_isCounting, _digits, _length, _taken) = (false, 0, 0, 0);
    }

    /// <summary>Digits and a blank at the beginning are a length; anything else is a line already.</summary>
    private void ReadLength(ref ReadOnlySpan<byte> bytes)
    {
        var value = bytes[0];
        if (!_isCounting && value is (byte)'\r' or (byte)'\n' or 0)
        {
            bytes = bytes[1..];
            return;
        }
        if (value is >= (byte)'0' and <= (byte)'9' && _digits < MaxLengthDigits)
        {
            _isCounting = true;
            _digits++;
            _held.Write([value]);
            bytes = bytes[1..];
            return;
        }
        if (_isCounting && value == (byte)' ' && int.TryParse(_held.WrittenSpan, out _length) && _length > 0)
        {
            _held.ResetWrittenCount();
            bytes = bytes[1..];
        }
        else
        {
            _length = 0;
            _taken = _held.WrittenCount;
            Keep(ref bytes, 1);
        }
        (_isCounting, _digits) = (false, 0);
    }

    private bool TakeCounted(ref ReadOnlySpan<byte> bytes)
    {
        Keep(ref bytes, Math.Min(bytes.Length, _length - _taken));
        return _taken == _length;
    }

    private bool TakeLine(ref ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        Keep(ref bytes, end < 0 ? bytes.Length : end + 1);
        return end >= 0;
    }

    private void Keep(ref ReadOnlySpan<byte> bytes, int count)
    {
        _held.Write(bytes[..Math.Min(count, Math.Max(0, MaxMessageBytes - _held.WrittenCount))]);
        _taken = (int)Math.Min(int.MaxValue, (long)_taken + count);
        bytes = bytes[count..];
    }
}
