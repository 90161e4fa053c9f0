namespace Portal.Traffic.Protocols.Ntp;

/// <summary>
/// An NTP message (RFC 5905 §7.3): leap, version and mode, stratum, poll, precision (1 byte each), root delay, root
/// dispersion, reference (4 each), four times (8 each); extension fields and an authenticator may follow.
/// </summary>
/// <param name="Version">1 to 4.</param>
/// <param name="Mode">1 to 7: 3 is a client, 4 a server; 6 and 7 are control messages of which no more is read.</param>
/// <param name="Stratum">Hops from a reference clock: 0 unspecified, 1 primary, 16 unsynchronised.</param>
/// <param name="Poll">Log2 seconds.</param>
/// <param name="Precision">Log2 seconds.</param>
/// <param name="RootDelay">Seconds as signed 16.16 fixed point.</param>
/// <param name="RootDispersion">Seconds as 16.16 fixed point; read as signed, as Zeek does.</param>
/// <param name="ReferenceId">Address of the server asked, or four characters for a clock or a kiss code.</param>
/// <param name="Reference">This and the following: seconds since 1900 as 32.32 fixed point.</param>
/// <param name="Extensions">Extension fields (RFC 7822).</param>
internal readonly record struct NtpMessage(
    int Version,
    int Mode,
    int Stratum,
    int Poll,
    int Precision,
    int RootDelay,
    int RootDispersion,
    uint ReferenceId,
    ulong Reference,
    ulong Origin,
    ulong Received,
    ulong Sent,
    int Extensions
)
{
    public const int FixedBytes = 48;
    public const int ServerMode = 4;
    public const int ControlMode = 6;
    public const int PrivateMode = 7;

    // RFC 7822 §7.5.1: what is no longer than the longest authenticator is none of the extension fields.
    private const int MaxAuthenticator = 24;
    private const int ExtensionHeader = 4;

    /// <summary>False if it is shorter than its mode asks for or the mode is reserved.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out NtpMessage message)
    {
        message = default;
        if (bytes.IsEmpty)
        {
            return false;
        }
        var (version, mode) = ((bytes[0] >> 3) & 7, bytes[0] & 7);
        if (mode is ControlMode or PrivateMode)
        {
            message = new NtpMessage { Version = version, Mode = mode };
            return true;
        }
        var reader = new ByteReader(bytes);
        reader.Skip(1);
        message = new NtpMessage(
            version,
            mode,
            reader.ReadByte(),
            (sbyte)reader.ReadByte(),
            (sbyte)reader.ReadByte(),
            (int)reader.ReadUInt32(),
            (int)reader.ReadUInt32(),
            reader.ReadUInt32(),
            reader.ReadUInt64(),
            reader.ReadUInt64(),
            reader.ReadUInt64(),
            reader.ReadUInt64(),
            0
        );
        if (reader.Failed || mode == 0)
        {
            return false;
        }
        message = message with { Extensions = version == 4 ? CountExtensions(reader.Rest) : 0 };
        return true;
    }

    private static int CountExtensions(ReadOnlySpan<byte> rest)
    {
        var count = 0;
        while (rest.Length > MaxAuthenticator)
        {
            var length = (rest[2] << 8) | rest[3];
            if (length < ExtensionHeader || length > rest.Length)
            {
                break;
            }
            count++;
            rest = rest[length..];
        }
        return count;
    }
}
