namespace Portal.Traffic.Protocols.Mysql;

/// <summary>
/// The client's answer to the greeting, "protocol::HandshakeResponse41" and "320" of the MySQL internals manual. Of what proves
/// the password only the place is read.
/// </summary>
/// <param name="Capabilities">What the client uses.</param>
/// <param name="User">Where the name stands; empty in a request for TLS.</param>
/// <param name="IsTlsRequest">The connection goes on in TLS.</param>
/// <param name="Proof">Where what proves the password stands; empty without one.</param>
/// <param name="Plugin">The way of proving, for example <c>mysql_native_password</c>; null when the client does not say.</param>
/// <param name="MariaDb">What the client uses of MariaDB's extensions, which stand in the filler.</param>
public readonly record struct MysqlLogin(
    uint Capabilities,
    Range User,
    bool IsTlsRequest,
    Range Proof,
    string? Plugin,
    uint MariaDb = 0
)
{
    public const uint Compress = 0x20;
    public const uint DeprecateEof = 0x0100_0000;

    public const uint Protocol41 = 0x200;
    public const uint WithDatabase = 0x8;
    public const uint SecureConnection = 0x8000;
    public const uint PluginAuthentication = 0x8_0000;
    public const uint Attributes = 0x10_0000;
    public const uint Zstandard = 0x400_0000;

    private const uint LongPassword = 0x1; // MariaDB never sets it
    private const uint Tls = 0x800;
    private const uint LengthEncodedProof = 0x20_0000;

    /// <summary>What proves the password ends with a NUL instead of having a length.</summary>
    public bool IsProofUpToNul => (Capabilities & (LengthEncodedProof | SecureConnection)) == 0;

    public static bool TryParse(ReadOnlySpan<byte> payload, out MysqlLogin login)
    {
        login = default;
        var reader = new ByteReader(payload);
        uint capabilities = reader.ReadUInt16LittleEndian();
        uint mariaDb = 0;
        if ((capabilities & Protocol41) != 0)
        {
            capabilities |= (uint)reader.ReadUInt16LittleEndian() << 16;
            reader.Skip(4 + 1 + 19); // largest packet, character set, filler
            mariaDb = reader.ReadUInt32LittleEndian(); // filler too, but for MariaDB
            mariaDb = (capabilities & LongPassword) == 0 ? mariaDb : 0;
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
        login = new MysqlLogin(
            capabilities,
            isTls ? ..0 : start..(start + Math.Max(0, end)),
            isTls,
            ..0,
            null,
            mariaDb
        );
        if (!isTls && end >= 0)
        {
            reader.Skip(end + 1);
            login = login.WithProof(ref reader);
        }
        return isTls || end >= 0;
    }

    /// <summary>Behind the user: the proof by its capability, the database, the plugin. What is cut is left out.</summary>
    private MysqlLogin WithProof(ref ByteReader reader)
    {
        int length;
        if ((Capabilities & LengthEncodedProof) != 0)
        {
            length = reader.ReadByte() is var first && first == 0xFC ? reader.ReadUInt16LittleEndian() : first;
        }
        else if ((Capabilities & SecureConnection) != 0)
        {
            length = reader.ReadByte();
        }
        else
        {
            length = reader.Rest.IndexOf((byte)0) is >= 0 and var end ? end : reader.Remaining;
        }
        var start = reader.Position;
        reader.Skip(length);
        if (reader.Failed)
        {
            return this;
        }
        var proof = start..reader.Position;
        if (IsProofUpToNul)
        {
            reader.Skip(1);
        }
        if ((Capabilities & WithDatabase) != 0)
        {
            reader.Skip(reader.Rest.IndexOf((byte)0) + 1);
        }
        var plugin = (Capabilities & PluginAuthentication) != 0 ? MysqlLogon.PluginOf(reader.Rest) : null;
        return this with { Proof = proof, Plugin = plugin };
    }
}
