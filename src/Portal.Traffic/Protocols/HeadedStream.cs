namespace Portal.Traffic.Protocols;

/// <summary>
/// Cuts one side's stream into messages whose header says how long they are, keeping only the first
/// <paramref name="keptBytes"/> of each.
/// </summary>
internal sealed class HeadedStream(int keptBytes)
{
    private readonly byte[] _kept = new byte[keptBytes];
    private int _taken;
    private int? _whole;

    /// <summary>It cannot be cut into messages any more: a header was none, or a hole hid one.</summary>
    public bool IsLost { get; private set; }

    /// <summary>The first bytes of the next message, once all of it has passed; valid until the next call.</summary>
    public bool TryNext(
        ref ReadOnlySpan<byte> bytes,
        int headerBytes,
        MessageLength length,
        out ReadOnlySpan<byte> head
    )
    {
        head = default;
        while (!IsLost && !bytes.IsEmpty)
        {
            var wanted = (_whole ?? headerBytes) - _taken;
            var taken = bytes[..Math.Min(wanted, bytes.Length)];
            taken[..Math.Clamp(keptBytes - _taken, 0, taken.Length)].CopyTo(_kept.AsSpan(Math.Min(_taken, keptBytes)));
            _taken += taken.Length;
            bytes = bytes[taken.Length..];
            if (_whole is null && _taken == headerBytes)
            {
                _whole = length(_kept.AsSpan(0, _taken));
                IsLost = _whole is not { } whole || whole < headerBytes;
            }
            if (!IsLost && _taken == _whole)
            {
                head = _kept.AsSpan(0, Math.Min(_taken, keptBytes));
                (_taken, _whole) = (0, null);
                return true;
            }
        }
        return false;
    }

    /// <summary>Bytes that were never captured: a message whose header was seen is stepped over.</summary>
    public void Gap(long bytes)
    {
        if (_whole is not { } whole || bytes > whole - _taken)
        {
            IsLost = true;
            return;
        }
        _taken += (int)bytes;
        if (_taken == whole)
        {
            (_taken, _whole) = (0, null);
        }
    }
}
