using System.Text;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Rdp;

/// <summary>
/// The settings that both sides exchange (MS-RDPBCGR §2.2.1.3, §2.2.1.4): blocks of <c>16 bits of type, 16 bits of length</c>
/// behind a mark in the conference's user data (T.124 §8.7), everything little-endian.
/// </summary>
internal static class RdpSettings
{
    /// <summary>§2.2.1.3.4: no more than 31 virtual channels.</summary>
    public const int MaxChannels = 31;

    public const int ClientCore = 0xC001;
    public const int ClientSecurity = 0xC002;
    public const int ClientNetwork = 0xC003;
    public const int ClientCluster = 0xC004;
    public const int ServerCore = 0x0C01;
    public const int ServerSecurity = 0x0C02;
    public const int ServerNetwork = 0x0C03;
    public const int BlockHeaderBytes = 4;

    public static ReadOnlySpan<byte> ClientMark => "Duca"u8;

    public static ReadOnlySpan<byte> ServerMark => "McDn"u8;

    /// <summary>False when the packet holds no settings of a client.</summary>
    public static bool ReadClient(ReadOnlySpan<byte> packet, RdpRecord record)
    {
        if (!TryFindBlocks(packet, ClientMark, out var blocks, out _))
        {
            return false;
        }
        while (TryReadBlock(ref blocks, out var type, out var content))
        {
            if (type == ClientCore)
            {
                ReadCore(content, record);
            }
            else if (type == ClientNetwork)
            {
                ReadChannels(content, record);
            }
        }
        return true;
    }

    /// <summary>False when the packet holds no settings of a server.</summary>
    public static bool ReadServer(ReadOnlySpan<byte> packet, RdpRecord record)
    {
        if (!TryFindBlocks(packet, ServerMark, out var blocks, out var result))
        {
            return false;
        }
        record.Result = RdpNumbers.Result(result);
        while (TryReadBlock(ref blocks, out var type, out var content))
        {
            if (type == ServerSecurity)
            {
                ReadSecurity(content, record);
            }
        }
        return true;
    }

    /// <summary>The blocks behind the mark and their length (one byte, or two with the top bit set); the result before it.</summary>
    public static bool TryFindBlocks(
        ReadOnlySpan<byte> packet,
        ReadOnlySpan<byte> mark,
        out ReadOnlySpan<byte> blocks,
        out byte result
    )
    {
        const int resultToMark = 4; // the result, then three bytes that say that user data follow
        blocks = default;
        result = 0;
        var at = packet.IndexOf(mark);
        // Connect-Initial and Connect-Response are [APPLICATION 101] and [APPLICATION 102] (T.125 §7).
        if (packet is not [0x7F, 0x65 or 0x66, ..] || at < resultToMark || at + mark.Length >= packet.Length)
        {
            return false;
        }
        result = packet[at - resultToMark];
        var rest = packet[(at + mark.Length)..];
        blocks = rest[Math.Min(rest.Length, rest[0] >= 0x80 ? 2 : 1)..];
        return true;
    }

    /// <summary>Takes the first block; false when it is not whole.</summary>
    public static bool TryReadBlock(ref ReadOnlySpan<byte> blocks, out int type, out ReadOnlySpan<byte> content)
    {
        var reader = new ByteReader(blocks);
        type = reader.ReadUInt16LittleEndian();
        content = reader.Take(reader.ReadUInt16LittleEndian() - BlockHeaderBytes);
        blocks = reader.Rest;
        return !reader.Failed;
    }

    /// <summary>§2.2.1.3.2; older clients end early.</summary>
    private static void ReadCore(ReadOnlySpan<byte> content, RdpRecord record)
    {
        const ushort wants32Bits = 0x0002;
        var reader = new ByteReader(content);
        reader.Skip(4); // version
        record.DesktopWidth = reader.ReadUInt16LittleEndian();
        record.DesktopHeight = reader.ReadUInt16LittleEndian();
        reader.Skip(4); // old colour depth, key sequence
        record.KeyboardLayout = RdpNumbers.Languages[reader.ReadUInt32LittleEndian()];
        record.ClientBuild = RdpNumbers.Builds[reader.ReadUInt32LittleEndian()];
        record.ClientName = Text(reader.Take(32));
        reader.Skip(84); // keyboard, input method, newer colour depth, product, serial number
        var colorDepth = reader.ReadUInt16LittleEndian();
        reader.Skip(2); // all depths that it can
        var flags = reader.ReadUInt16LittleEndian();
        if (!reader.Failed)
        {
            record.ColorDepth = (flags & wants32Bits) != 0 ? "32bit" : RdpNumbers.ColorDepth(colorDepth);
        }
        var product = reader.Take(64);
        if (!reader.Failed)
        {
            record.ClientProductId = Text(product);
        }
    }

    private static void ReadChannels(ReadOnlySpan<byte> content, RdpRecord record)
    {
        var reader = new ByteReader(content);
        var count = Math.Min(reader.ReadUInt32LittleEndian(), MaxChannels);
        var channels = new List<string>();
        for (var i = 0; i < count && !reader.Failed; i++)
        {
            var name = reader.Take(8);
            reader.Skip(4); // options
            if (!reader.Failed)
            {
                var end = name.IndexOf((byte)0);
                channels.Add(ZeekText.Decode(end < 0 ? name : name[..end]));
            }
        }
        record.ClientChannels = channels;
    }

    /// <summary>§2.2.1.4.3: <c>method, level, length of random, length of certificate, random, certificate</c>.</summary>
    private static void ReadSecurity(ReadOnlySpan<byte> content, RdpRecord record)
    {
        const uint temporary = 0x8000_0000;
        const uint proprietary = 1;
        var reader = new ByteReader(content);
        record.EncryptionMethod = RdpNumbers.EncryptionMethod(reader.ReadUInt32LittleEndian());
        record.EncryptionLevel = RdpNumbers.EncryptionLevel(reader.ReadUInt32LittleEndian());
        var randomLength = reader.ReadUInt32LittleEndian();
        var certificateLength = reader.ReadUInt32LittleEndian();
        if (reader.Failed || certificateLength == 0 || randomLength > int.MaxValue)
        {
            return;
        }
        reader.Skip((int)randomLength);
        var version = reader.ReadUInt32LittleEndian();
        if (reader.Failed)
        {
            return;
        }
        record.IsCertificatePermanent = (version & temporary) == 0;
        var isProprietary = (version & ~temporary) == proprietary;
        record.CertificateType = isProprietary ? "RSA" : "X.509";
        // An X.509 chain tells its length (§2.2.1.4.3.1.2).
        record.CertificateCount = isProprietary ? 1 : Math.Min(reader.ReadUInt32LittleEndian(), 200);
    }

    private static string Text(ReadOnlySpan<byte> utf16) =>
        ZeekText.Decode(Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(utf16).Split('\0')[0]));
}
