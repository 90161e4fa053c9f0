namespace Portal.Traffic.Captures;

/// <summary>
/// Walks the options at the end of a pcapng block (§3.5): code, length, value, padded to four bytes, until code 0 or the end.
/// </summary>
internal ref struct PcapngOptions(ReadOnlySpan<byte> bytes, bool bigEndian)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public int Code { get; private set; }

    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>An option claimed more bytes than the block has; what came before it was right.</summary>
    public bool Failed { get; private set; }

    public bool MoveNext()
    {
        if (_rest.Length < 4)
        {
            return false;
        }
        Code = PcapngBytes.ReadUInt16(_rest, bigEndian);
        int length = PcapngBytes.ReadUInt16(_rest[2..], bigEndian);
        if (Code == PcapngOptionCode.End)
        {
            _rest = default;
            return false;
        }
        if (length > _rest.Length - 4)
        {
            Failed = true;
            _rest = default;
            return false;
        }
        Value = _rest.Slice(4, length);
        _rest = _rest[Math.Min(_rest.Length, 4 + ((length + 3) & ~3))..];
        return true;
    }
}
