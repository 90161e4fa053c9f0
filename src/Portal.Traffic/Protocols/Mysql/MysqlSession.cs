namespace Portal.Traffic.Protocols.Mysql;

/// <summary>What the fields of a packet depend on.</summary>
/// <param name="Capabilities">What the client uses.</param>
/// <param name="MariaDb">What it uses of MariaDB's extensions ("Connection" in MariaDB's protocol documentation).</param>
/// <param name="IsMariaDb">The server seems to be MariaDB.</param>
/// <param name="Command">The last one.</param>
internal sealed record MysqlSession(uint Capabilities, uint MariaDb, bool IsMariaDb, byte Command)
{
    public static MysqlSession Unknown { get; } = new(0, 0, false, 0);

    /// <summary>A column's description has a text more.</summary>
    public const uint ExtendedMetadata = 0x8;

    /// <summary>The count of columns says whether their descriptions follow.</summary>
    public const uint CacheMetadata = 0x10;

    public bool Has(uint capability) => (Capabilities & capability) != 0;

    public bool HasMariaDb(uint capability) => (MariaDb & capability) != 0;
}
