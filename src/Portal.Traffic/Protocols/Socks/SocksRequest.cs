using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Socks;

/// <summary>What a client asks for.</summary>
/// <param name="Version">4 or 5.</param>
/// <param name="Command">1 connect, 2 bind, 3 relay datagrams.</param>
/// <param name="Target">Where to.</param>
/// <param name="User">Of SOCKS 4; null when empty.</param>
/// <param name="Length">Bytes of the request.</param>
public readonly record struct SocksRequest(int Version, int Command, SocksAddress Target, string? User, int Length)
{
    /// <summary>Names of users and hosts; DNS ends at 255.</summary>
    private const int MaxTextBytes = 256;

    /// <summary>
    /// SOCKS 4: <c>04 command port(2) address(4) user 00</c>, and for 4a, whose address is 0.0.0.x with x not 0, also
    /// <c>name 00</c>. Null while bytes are missing, false when it cannot be one.
    /// </summary>
    public static bool? TryParse4(ReadOnlySpan<byte> bytes, out SocksRequest request)
    {
        const int HeadBytes = 8;
        request = default;
        var reader = new ByteReader(bytes);
        var version = reader.ReadByte();
        var command = reader.ReadByte();
        if (bytes.Length >= 2 && (version != 4 || command is not (1 or 2)))
        {
            return false;
        }
        var port = reader.ReadUInt16();
        var address = reader.Take(4);
        if (reader.Failed)
        {
            return null;
        }
        if (!TakeText(bytes[HeadBytes..], out var user, out var isBroken))
        {
            return isBroken ? false : null;
        }
        var length = HeadBytes + user.Length + 1;
        string? name = null;
        if (address is [0, 0, 0, not 0])
        {
            if (!TakeText(bytes[length..], out var host, out isBroken))
            {
                return isBroken ? false : null;
            }
            name = ZeekText.Decode(host);
            length += host.Length + 1;
        }
        request = new SocksRequest(
            4,
            command,
            new SocksAddress(name is null ? SocksAddress.Text(address) : null, name, port),
            user.IsEmpty ? null : ZeekText.Decode(user),
            length
        );
        return true;
    }

    /// <summary>SOCKS 5 (RFC 1928 §4): <c>05 command 00 type address port(2)</c>. Null while bytes are missing.</summary>
    public static bool? TryParse5(ReadOnlySpan<byte> bytes, out SocksRequest request)
    {
        request = default;
        var reader = new ByteReader(bytes);
        var version = reader.ReadByte();
        var command = reader.ReadByte();
        reader.ReadByte();
        if (
            !SocksAddress.TryRead(ref reader, out var target)
            || (bytes.Length > 1 && (version != 5 || command is 0 or > 3))
        )
        {
            return false;
        }
        request = new SocksRequest(5, command, target, null, reader.Position);
        return reader.Failed ? null : true;
    }

    private static bool TakeText(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> text, out bool isBroken)
    {
        var end = bytes.IndexOf((byte)0);
        text = end < 0 ? bytes : bytes[..end];
        isBroken = text.Length > MaxTextBytes || text.ContainsAnyInRange((byte)0, (byte)0x1F);
        return end >= 0 && !isBroken;
    }
}
