namespace Portal.Traffic.Protocols.Quic;

/// <summary>
/// The readable part of a packet (RFC 9000 §17.2): first byte, version (4), identifiers of destination and source with their
/// lengths (1 byte each), for Initial packets a token, then the length of the rest. Several may lie in one datagram.
/// </summary>
internal readonly ref struct QuicPacket
{
    private const int LongForm = 0x80;
    private const int FixedBit = 0x40;

    // RFC 9000 §17.2; the version-independent header would allow 255.
    private const int MaxIdentifierBytes = 20;

    private QuicPacket(
        QuicPacketType type,
        uint versionNumber,
        ReadOnlySpan<byte> whole,
        ReadOnlySpan<byte> destination,
        ReadOnlySpan<byte> source,
        int headerLength
    )
    {
        Type = type;
        VersionNumber = versionNumber;
        Whole = whole;
        Destination = destination;
        Source = source;
        HeaderLength = headerLength;
    }

    public QuicPacketType Type { get; }

    /// <summary>0 for a short header and in version negotiation.</summary>
    public uint VersionNumber { get; }

    /// <summary>From its first byte to its last in the datagram.</summary>
    public ReadOnlySpan<byte> Whole { get; }

    /// <summary>Connection identifier that the receiver chose, or at first the client at random.</summary>
    public ReadOnlySpan<byte> Destination { get; }

    /// <summary>Connection identifier that the sender chose.</summary>
    public ReadOnlySpan<byte> Source { get; }

    /// <summary>Bytes before the packet number.</summary>
    public int HeaderLength { get; }

    /// <summary>Of an Initial packet; where its length stands is behind the source's identifier.</summary>
    public ReadOnlySpan<byte> Token { get; private init; }

    /// <summary>Where the length of the rest stands; 0 for a packet that has none.</summary>
    public int LengthOffset { get; private init; }

    public bool IsLong => Type != QuicPacketType.OneRtt;

    public bool HasFixedBit => (Whole[0] & FixedBit) != 0;

    public QuicVersion? Version => QuicVersion.Find(VersionNumber);

    /// <summary>Packet number and encrypted frames.</summary>
    public ReadOnlySpan<byte> Payload => Whole[HeaderLength..];

    /// <summary>The packet at the beginning of bytes; false when they are none or cut.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out QuicPacket packet)
    {
        packet = default;
        if (bytes.IsEmpty)
        {
            return false;
        }
        if ((bytes[0] & LongForm) == 0)
        {
            packet = new QuicPacket(QuicPacketType.OneRtt, 0, bytes, default, default, 1);
            return (bytes[0] & FixedBit) != 0;
        }
        var reader = new ByteReader(bytes);
        var first = reader.ReadByte();
        var version = reader.ReadUInt32();
        var destination = reader.Take(reader.ReadByte());
        var source = reader.Take(reader.ReadByte());
        if (reader.Failed)
        {
            return false;
        }
        if (QuicVersion.Find(version) is not { } known)
        {
            var unknown = version == 0 ? QuicPacketType.VersionNegotiation : QuicPacketType.Unknown;
            packet = new QuicPacket(unknown, version, bytes, destination, source, reader.Position);
            return true;
        }
        var type = known.TypeOf((first >> 4) & 3);
        var token = type == QuicPacketType.Initial ? reader.Take(ReadInt(ref reader)) : default;
        var lengthOffset = type == QuicPacketType.Retry ? 0 : reader.Position;
        var length = type == QuicPacketType.Retry ? reader.Remaining : ReadInt(ref reader);
        var header = reader.Position;
        reader.Skip(length);
        if (reader.Failed || destination.Length > MaxIdentifierBytes || source.Length > MaxIdentifierBytes)
        {
            return false;
        }
        packet = new QuicPacket(type, version, bytes[..reader.Position], destination, source, header)
        {
            Token = token,
            LengthOffset = lengthOffset,
        };
        return true;
    }

    /// <summary>A variable-length integer (RFC 9000 §16); what no datagram could hold is -1.</summary>
    public static int ReadInt(ref ByteReader reader)
    {
        var first = reader.ReadByte();
        ulong value = first & 0x3Fu;
        for (var more = (1 << (first >> 6)) - 1; more > 0; more--)
        {
            value = (value << 8) | reader.ReadByte();
        }
        return value <= int.MaxValue ? (int)value : -1;
    }
}
