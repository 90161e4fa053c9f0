namespace Portal.Traffic.Protocols.Mysql;

/// <summary>
/// The client's answer to the greeting, "protocol::HandshakeResponse41" and "320" of the MySQL internals manual. What proves
/// the password is not read.
/// </summary>
/// <param name="Capabilities">What the client uses.</param>
/// <param name="User">Where the name stands; empty in a request for TLS.</param>
/// <param name="IsTlsRequest">The connection goes on in TLS.</param>
public readonly record struct MysqlLogin(uint Capabilities, Range User, bool IsTlsRequest)
{
    public const uint Compress = 0x20;
    public const uint DeprecateEof = 0x0100_0000;

    private const uint Protocol41 = 0x200;
    private const uint Tls = 0x800;

    public static bool TryParse(ReadOnlySpan<byte> payload, out MysqlLogin login)
    {
        login = default;
        var reader = new ByteReader(payload);
        uint capabilities = reader.ReadUInt16LittleEndian();
        if ((capabilities & Protocol41) != 0)
        {
            capabilities |= (uint)reader.ReadUInt16LittleEndian() << 16;
            reader.Skip(4 + 1 + 23); // largest packet, character set, filler
        }
        else
        {
            reader.Skip(3);
        }
        if (reader.Failed)
        {
            return false;
        }
        var start = reader.Position;
        var end = reader.Rest.IndexOf((byte)0);
        var isTls = (capabilities & Tls) != 0 && reader.Remaining == 0;
        login = new MysqlLogin(capabilities, isTls ? ..0 : start..(start + Math.Max(0, end)), isTls);
        return isTls || end >= 0;
    }
}
