using System.Buffers;

namespace Portal.Traffic.Protocols.Sip;

/// <summary>Cuts one side's TCP stream into messages: headers up to an empty line, and a body of the length they say (RFC 3261 §18.3).</summary>
internal sealed class SipStream
{
    /// <summary>Far more than any proxy takes; beyond it, it is not SIP.</summary>
    private const int MaxHeadBytes = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _held = new();
    private long _skip;

    /// <summary>It cannot be cut into messages any more.</summary>
    public bool IsLost { get; private set; }

    /// <summary>The headers of the next message with the empty line behind them; its body is stepped over.</summary>
    public bool TryNext(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> head)
    {
        head = default;
        var skipped = (int)Math.Min(_skip, bytes.Length);
        _skip -= skipped;
        bytes = bytes[skipped..];
        while (_held.WrittenCount == 0 && bytes is [(byte)'\r' or (byte)'\n', ..])
        {
            bytes = bytes[1..];
        }
        while (!IsLost && !bytes.IsEmpty)
        {
            var line = bytes.IndexOf((byte)'\n') + 1;
            var taken = bytes[..(line == 0 ? bytes.Length : line)];
            if (_held.WrittenCount + taken.Length > MaxHeadBytes)
            {
                IsLost = true;
                return false;
            }
            _held.Write(taken);
            bytes = bytes[taken.Length..];
            if (line > 0 && (_held.WrittenSpan.EndsWith("\r\n\r\n"u8) || _held.WrittenSpan.EndsWith("\n\n"u8)))
            {
                head = _held.WrittenSpan.ToArray();
                _held.ResetWrittenCount();
                return true;
            }
        }
        return false;
    }

    public void SkipBody(long length) => _skip = length;

    /// <summary>Bytes that were never captured: inside a body they do no harm.</summary>
    public void Gap(long bytes)
    {
        var inside = Math.Min(bytes, _skip);
        _skip -= inside;
        IsLost |= bytes > inside;
    }
}
