namespace Portal.Traffic.Protocols.Tls;

/// <summary>Walks the extensions at the end of a hello (RFC 8446 §4.2): <c>length (type length data)*</c>.</summary>
internal ref struct HelloExtensions
{
    /// <summary>IANA has named some 60 types; a hello with more than this is not read further.</summary>
    public const int MaxExtensions = 256;

    private ByteReader _reader;

    /// <param name="rest">What follows the compression methods; empty when the hello has no extensions.</param>
    public HelloExtensions(ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty)
        {
            return;
        }
        var outer = new ByteReader(rest);
        _reader = new ByteReader(outer.Take(outer.ReadUInt16()));
        IsBroken = outer.Failed;
    }

    /// <summary>A length did not fit or there are too many; what was read before stays valid.</summary>
    public bool IsBroken { get; private set; }

    public int Count { get; private set; }

    public bool TryNext(out ushort type, out ReadOnlySpan<byte> data)
    {
        type = 0;
        data = default;
        if (IsBroken || _reader.Remaining == 0)
        {
            return false;
        }
        type = _reader.ReadUInt16();
        data = _reader.Take(_reader.ReadUInt16());
        IsBroken = _reader.Failed || ++Count > MaxExtensions;
        return !IsBroken;
    }

    /// <summary>A list of 16-bit numbers behind its length in bytes (two bytes, or one).</summary>
    public static ushort[] Numbers(ReadOnlySpan<byte> data, bool shortLength = false)
    {
        var outer = new ByteReader(data);
        var reader = new ByteReader(outer.Take(shortLength ? outer.ReadByte() : outer.ReadUInt16()));
        var numbers = new ushort[reader.Remaining / 2];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = reader.ReadUInt16();
        }
        return numbers;
    }

    /// <summary>ALPN's names (RFC 7301 §3.1), raw.</summary>
    public static byte[][] Protocols(ReadOnlySpan<byte> data)
    {
        var outer = new ByteReader(data);
        var reader = new ByteReader(outer.Take(outer.ReadUInt16()));
        var protocols = new List<byte[]>();
        while (reader.Remaining > 0)
        {
            var name = reader.Take(reader.ReadByte());
            if (!reader.Failed)
            {
                protocols.Add(name.ToArray());
            }
        }
        return [.. protocols];
    }
}
