using System.Buffers.Binary;
using System.Text;
using Portal.Traffic.Packets;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Dhcp;

/// <summary>
/// A DHCP message (RFC 2131 §2): operation, hardware type and address length, hops (1 byte each), transaction (4), seconds and
/// flags (2 each), addresses of client, "you", server and relay (4 each), hardware address (16), server name (64), boot file
/// (128), a cookie (4) and options (RFC 2132).
/// </summary>
internal sealed class DhcpMessage
{
    public const int Request = 1;
    public const int Reply = 2;
    public const int FixedBytes = 236;
    private const uint Cookie = 0x6382_5363;
    public const int MaxHardwareAddress = 16;

    private const int HostNameOption = 12;
    private const int DomainNameOption = 15;
    private const int RequestedAddressOption = 50;
    private const int LeaseTimeOption = 51;
    private const int OverloadOption = 52;
    private const int TypeOption = 53;
    private const int ServerOption = 54;
    private const int MessageOption = 56;
    private const int VendorClassOption = 60;
    private const int ClientIdentifierOption = 61;
    private const int FullNameOption = 81; // RFC 4702

    public int Operation { get; private init; }
    public uint Transaction { get; private init; }
    public uint AssignedAddress { get; private init; }

    /// <summary>As <c>00:11:22:33:44:55</c>; null without one.</summary>
    public string? HardwareAddress { get; private init; }

    /// <summary>1 to 18 (RFC 2132 §9.6 and later); 0 for plain BOOTP.</summary>
    public int Type { get; private set; }
    public string? HostName { get; private set; }
    public string? DomainName { get; private set; }
    public string? FullName { get; private set; }
    public uint? RequestedAddress { get; private set; }

    /// <summary>Seconds.</summary>
    public uint? LeaseTime { get; private set; }
    public uint? Server { get; private set; }
    public string? Message { get; private set; }

    /// <summary>What kind of program a client is (RFC 2132 §9.13), for example <c>MSFT 5.0</c>.</summary>
    public string? VendorClass { get; private set; }

    /// <summary>The hardware address that the client calls itself by (RFC 2132 §9.14); a relay leaves it alone.</summary>
    public string? ClientIdentifier { get; private set; }

    public static bool HasCookie(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= FixedBytes + 4 && BinaryPrimitives.ReadUInt32BigEndian(bytes[FixedBytes..]) == Cookie;

    /// <summary>False when it is no DHCP message. A cut option ends the options.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out DhcpMessage message)
    {
        message = new DhcpMessage();
        if (!HasCookie(bytes) || bytes[0] is not (Request or Reply))
        {
            return false;
        }
        message = new DhcpMessage
        {
            Operation = bytes[0],
            Transaction = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]),
            AssignedAddress = BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]),
            HardwareAddress = Mac(bytes.Slice(28, Math.Min((int)bytes[2], MaxHardwareAddress))),
        };
        var overload = message.ReadOptions(bytes[(FixedBytes + 4)..]);
        // RFC 2132 §9.3: the fields for the boot file and the server's name may hold options too.
        if ((overload & 1) != 0)
        {
            message.ReadOptions(bytes.Slice(108, 128));
        }
        if ((overload & 2) != 0)
        {
            message.ReadOptions(bytes.Slice(44, 64));
        }
        return true;
    }

    public static string Address(uint address) => IpAddress.FromIpv4(address).ToString();

    private int ReadOptions(ReadOnlySpan<byte> bytes)
    {
        var overload = 0;
        var options = new DhcpOptions(bytes);
        while (options.Next())
        {
            if (options.Code == OverloadOption && options.Content is [var places])
            {
                overload = places;
            }
            else
            {
                Read(options.Code, options.Content);
            }
        }
        return overload;
    }

    private void Read(int code, ReadOnlySpan<byte> content)
    {
        switch (code)
        {
            case TypeOption when content is [var type]:
                Type = type;
                break;
            case HostNameOption:
                HostName = Text(content);
                break;
            case DomainNameOption:
                DomainName = Text(content);
                break;
            case RequestedAddressOption when content.Length == 4:
                RequestedAddress = BinaryPrimitives.ReadUInt32BigEndian(content);
                break;
            case LeaseTimeOption when content.Length == 4:
                LeaseTime = BinaryPrimitives.ReadUInt32BigEndian(content);
                break;
            case ServerOption when content.Length == 4:
                Server = BinaryPrimitives.ReadUInt32BigEndian(content);
                break;
            case MessageOption:
                Message = Text(content);
                break;
            case VendorClassOption:
                VendorClass = Text(content);
                break;
            case ClientIdentifierOption when content is [1, _, _, _, _, _, _]:
                ClientIdentifier = Mac(content[1..]);
                break;
            case FullNameOption when content.Length > 3:
                FullName = ReadFullName(content[3..], isEncoded: (content[0] & 4) != 0);
                break;
            default:
                break;
        }
    }

    /// <summary>RFC 4702 §2.3: plain text, or labels as in DNS.</summary>
    public static string ReadFullName(ReadOnlySpan<byte> content, bool isEncoded)
    {
        if (!isEncoded)
        {
            return Text(content);
        }
        var name = new StringBuilder();
        var reader = new ByteReader(content);
        while (reader.Remaining > 0)
        {
            var label = reader.Take(reader.ReadByte());
            if (label.IsEmpty)
            {
                break;
            }
            name.Append(name.Length > 0 ? "." : "").Append(ZeekText.Decode(label));
        }
        return name.ToString();
    }

    /// <summary>Some write a zero byte behind their texts (RFC 2132 §2).</summary>
    private static string Text(ReadOnlySpan<byte> content) => ZeekText.Decode(content.TrimEnd((byte)0));

    private static string? Mac(ReadOnlySpan<byte> bytes) =>
        bytes.IsEmpty ? null : string.Join(':', bytes.ToArray().Select(value => value.ToString("x2")));
}
