namespace Portal.Traffic.Protocols.Dhcp;

/// <summary>Walks options (RFC 2132 §2): a code, a length in one byte and so many bytes. A cut one ends them.</summary>
internal ref struct DhcpOptions(ReadOnlySpan<byte> bytes)
{
    public const int Pad = 0;
    public const int End = 255;
    private ByteReader _reader = new(bytes);

    public int Code { get; private set; }

    /// <summary>Where the option, so its code, begins.</summary>
    public int Offset { get; private set; }

    public ReadOnlySpan<byte> Content { get; private set; }

    /// <summary>The option that ends them was read.</summary>
    public bool HasEnded { get; private set; }

    public bool Next()
    {
        while (_reader.Remaining > 0 && !HasEnded)
        {
            Offset = _reader.Position;
            Code = _reader.ReadByte();
            HasEnded = Code == End;
            if (Code is Pad or End)
            {
                continue;
            }
            Content = _reader.Take(_reader.ReadByte());
            return !_reader.Failed;
        }
        return false;
    }
}
