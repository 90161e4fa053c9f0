namespace Portal.Traffic.Protocols.DceRpc;

/// <summary>A <see cref="ByteReader"/> in the sender's byte order (C706 §14.1).</summary>
internal ref struct DceRpcReader(ReadOnlySpan<byte> bytes, bool isLittleEndian)
{
    private ByteReader _reader = new(bytes);

    public readonly bool Failed => _reader.Failed;

    public readonly int Remaining => _reader.Remaining;

    public byte Byte() => _reader.ReadByte();

    public ushort UInt16() => isLittleEndian ? _reader.ReadUInt16LittleEndian() : _reader.ReadUInt16();

    public uint UInt32() => isLittleEndian ? _reader.ReadUInt32LittleEndian() : _reader.ReadUInt32();

    public void Skip(int count) => _reader.Skip(count);

    public ReadOnlySpan<byte> Take(int count) => _reader.Take(count);

    /// <summary>Zero when it does not fit.</summary>
    public Guid Uuid()
    {
        var uuid = _reader.Take(16);
        return uuid.Length == 16 ? new Guid(uuid, bigEndian: !isLittleEndian) : default;
    }
}
