namespace Portal.Traffic.Protocols.Quic;

/// <summary>One side's handshake bytes out of CRYPTO frames (RFC 9000 §19.6), which come in any order and more than once.</summary>
internal sealed class CryptoStream
{
    /// <summary>Beyond two client hellos with post-quantum keys; certificates are not in Initial packets.</summary>
    private const int MaxBytes = 64 * 1024;

    private byte[] _bytes = [];
    private bool[] _isHere = [];
    private int _whole;

    /// <summary>Takes one frame's bytes; returns those that are now there without a hole and were not before.</summary>
    public ReadOnlySpan<byte> Take(int offset, ReadOnlySpan<byte> bytes)
    {
        if (offset < 0 || bytes.IsEmpty || offset > MaxBytes - bytes.Length)
        {
            return default;
        }
        var end = offset + bytes.Length;
        if (end > _bytes.Length)
        {
            var size = Math.Min(MaxBytes, Math.Max(end, Math.Max(2048, _bytes.Length * 2)));
            Array.Resize(ref _bytes, size);
            Array.Resize(ref _isHere, size);
        }
        bytes.CopyTo(_bytes.AsSpan(offset));
        _isHere.AsSpan(offset, bytes.Length).Fill(true);
        var before = _whole;
        var hole = _isHere.AsSpan(_whole).IndexOf(false);
        _whole = hole < 0 ? _isHere.Length : _whole + hole;
        return _bytes.AsSpan(before, _whole - before);
    }
}
