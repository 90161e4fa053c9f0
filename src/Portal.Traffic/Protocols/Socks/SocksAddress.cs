using Portal.Traffic.Packets;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Socks;

/// <summary>A host by address or by name, and a port.</summary>
public readonly record struct SocksAddress(string? Host, string? Name, int Port)
{
    /// <summary>ATYP, address and port as SOCKS 5 has them (RFC 1928 §5); reads fail when they are not all there.</summary>
    /// <returns>False for an unknown kind of address.</returns>
    public static bool TryRead(ref ByteReader reader, out SocksAddress address)
    {
        string? host = null,
            name = null;
        switch (reader.ReadByte())
        {
            case 1:
                host = Text(reader.Take(4));
                break;
            case 3:
                name = ZeekText.Decode(reader.Take(reader.ReadByte()));
                break;
            case 4:
                host = Text(reader.Take(16));
                break;
            default:
                address = default;
                return reader.Failed;
        }
        address = new SocksAddress(host, name, reader.ReadUInt16());
        return true;
    }

    internal static string? Text(ReadOnlySpan<byte> bytes) =>
        bytes.IsEmpty ? null : IpAddress.FromBytes(bytes).ToString();
}
