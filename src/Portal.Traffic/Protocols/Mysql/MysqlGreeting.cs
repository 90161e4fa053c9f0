using System.Text;

namespace Portal.Traffic.Protocols.Mysql;

/// <summary>The server's first packet, "protocol::HandshakeV10" of the MySQL internals manual.</summary>
/// <param name="ServerVersion">For example <c>8.0.35</c>.</param>
/// <param name="Capabilities">What the server can do.</param>
public readonly record struct MysqlGreeting(string ServerVersion, uint Capabilities)
{
    public const byte Protocol = 10;

    /// <summary>A version of one letter, thread, salt, capabilities.</summary>
    public const int MinBytes = 18;

    /// <summary>Real ones have 70 to 120 bytes.</summary>
    public const int MaxBytes = 1024;

    private const int MaxVersionBytes = 128;

    private const uint LongPassword = 0x1;

    /// <summary>The version says so, or a flag that MariaDB does not set is missing; old servers of MySQL look the same.</summary>
    public bool IsMariaDb =>
        (Capabilities & LongPassword) == 0 || ServerVersion.Contains("MariaDB", StringComparison.Ordinal);

    public static bool TryParse(ReadOnlySpan<byte> payload, out MysqlGreeting greeting)
    {
        greeting = default;
        var reader = new ByteReader(payload);
        var protocol = reader.ReadByte();
        var end = reader.Rest.IndexOf((byte)0);
        if (protocol != Protocol || end is < 1 or > MaxVersionBytes)
        {
            return false;
        }
        var version = reader.Take(end);
        if (
            version.ContainsAnyExceptInRange((byte)' ', (byte)'~')
            || version.IndexOfAnyInRange((byte)'0', (byte)'9') < 0
        )
        {
            return false;
        }
        reader.Skip(1 + 4 + 8 + 1); // NUL, thread, first part of the salt, filler
        uint capabilities = reader.ReadUInt16LittleEndian();
        if (reader.Failed)
        {
            return false;
        }
        if (reader.Remaining >= 5)
        {
            reader.Skip(1 + 2); // character set, status
            capabilities |= (uint)reader.ReadUInt16LittleEndian() << 16;
        }
        greeting = new MysqlGreeting(Encoding.ASCII.GetString(version), capabilities);
        return true;
    }
}
