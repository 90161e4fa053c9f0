namespace Portal.Traffic.Protocols.DceRpc;

/// <summary>Cuts one side's stream into fragments. After a hole it goes on at the next place that looks like one.</summary>
internal sealed class DceRpcStream
{
    private byte[] _buffer = [];
    private int _length;
    private int _skip;
    private bool _isLost;

    /// <summary>The frame in which the fragment of <see cref="TryRead"/> began.</summary>
    public FrameStamp First { get; private set; }

    /// <summary>
    /// Takes bytes up to the end of the next fragment; call it until nothing is left. True when <paramref name="fragment"/>
    /// is whole; it is valid until the next call.
    /// </summary>
    public bool TryRead(
        ref ReadOnlySpan<byte> bytes,
        FrameStamp frame,
        out DceRpcHeader header,
        out ReadOnlySpan<byte> fragment
    )
    {
        header = default;
        fragment = default;
        if (_skip > 0)
        {
            var passed = Math.Min(_skip, bytes.Length);
            _skip -= passed;
            bytes = bytes[passed..];
        }
        if (_isLost)
        {
            if (!DceRpcHeader.TryParse(bytes, out _))
            {
                bytes = default;
                return false;
            }
            _isLost = false;
        }
        if (bytes.IsEmpty)
        {
            return false;
        }
        if (_length == 0)
        {
            First = frame;
            if (DceRpcHeader.TryParse(bytes, out header) && header.Length <= bytes.Length)
            {
                fragment = bytes[..header.Length];
                bytes = bytes[header.Length..];
                return true;
            }
        }
        return TryComplete(ref bytes, out header, out fragment);
    }

    public void Gap(long bytes)
    {
        var left =
            _skip > 0 ? _skip
            : _length >= DceRpcHeader.Bytes && DceRpcHeader.TryParse(_buffer, out var header) ? header.Length - _length
            : 0;
        _length = 0;
        // Where the next fragment begins is known only when the hole ends inside this one.
        _skip = (int)Math.Max(0, left - bytes);
        _isLost |= bytes > left;
    }

    private bool TryComplete(ref ReadOnlySpan<byte> bytes, out DceRpcHeader header, out ReadOnlySpan<byte> fragment)
    {
        fragment = default;
        Append(ref bytes, DceRpcHeader.Bytes);
        if (_length < DceRpcHeader.Bytes)
        {
            header = default;
            return false;
        }
        if (!DceRpcHeader.TryParse(_buffer.AsSpan(0, _length), out header))
        {
            _length = 0;
            _isLost = true;
            bytes = default;
            return false;
        }
        Append(ref bytes, header.Length);
        if (_length < header.Length)
        {
            return false;
        }
        _length = 0;
        fragment = _buffer.AsSpan(0, header.Length);
        return true;
    }

    private void Append(ref ReadOnlySpan<byte> bytes, int upTo)
    {
        var taken = bytes[..Math.Clamp(upTo - _length, 0, bytes.Length)];
        if (_length + taken.Length > _buffer.Length)
        {
            // A fragment has at most 64 KB.
            Array.Resize(ref _buffer, Math.Max(_length + taken.Length, Math.Max(256, _buffer.Length * 2)));
        }
        taken.CopyTo(_buffer.AsSpan(_length));
        _length += taken.Length;
        bytes = bytes[taken.Length..];
    }
}
