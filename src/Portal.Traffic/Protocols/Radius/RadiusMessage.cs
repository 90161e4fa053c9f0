using System.Buffers.Binary;
using Portal.Traffic.Packets;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Radius;

/// <summary>
/// A RADIUS message (RFC 2865 §3): code, identifier (1 byte each), length (2), authenticator (16), and attributes, each with
/// its type and its length in one byte. Of passwords only the place is read.
/// </summary>
internal sealed class RadiusMessage
{
    public const int AccessRequest = 1;
    public const int AccessAccept = 2;
    public const int AccessReject = 3;
    public const int AccountingRequest = 4;
    public const int AccessChallenge = 11;

    public const int HeaderBytes = 20;
    public const int AttributeHeader = 2;

    private const int UserNameAttribute = 1;
    private const int UserPasswordAttribute = 2;
    private const int ChapPasswordAttribute = 3;
    private const int NasAddressAttribute = 4;
    private const int FramedAddressAttribute = 8;
    private const int ReplyMessageAttribute = 18;
    private const int StateAttribute = 24;
    private const int VendorAttribute = 26;
    private const int CallingStationAttribute = 31;
    private const int NasIdentifierAttribute = 32;
    private const int AccountingStatusAttribute = 40;
    private const int TunnelClientAttribute = 66;
    private const int ConnectInfoAttribute = 77;

    public int Code { get; private init; }

    /// <summary>As the message says.</summary>
    public int Length { get; private init; }

    /// <summary>One of the attributes that say who asks, or what a challenge belongs to.</summary>
    public bool HasKnownAttributes { get; private set; }
    public string? UserName { get; private set; }
    public string? CallingStation { get; private set; }
    public string? TunnelClient { get; private set; }
    public string? ConnectInfo { get; private set; }
    public string? FramedAddress { get; private set; }
    public string? ReplyMessage { get; private set; }

    /// <summary>What proves the password, in the whole message: hidden with the shared secret (§5.2); null without.</summary>
    public Range? HiddenPassword { get; private set; }

    /// <summary>An identifier and the response (§5.3).</summary>
    public Range? ChapPassword { get; private set; }

    /// <summary>The 24 bytes of the NT response in an MS-CHAP2-Response (RFC 2548 §2.3.2).</summary>
    public Range? MsChapResponse { get; private set; }

    /// <summary>False when it is too short or its attributes do not fill it.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out RadiusMessage message)
    {
        message = new RadiusMessage();
        if (bytes.Length < HeaderBytes)
        {
            return false;
        }
        message = new RadiusMessage { Code = bytes[0], Length = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]) };
        if (message.Length <= HeaderBytes)
        {
            return message.Length == HeaderBytes;
        }
        var reader = new ByteReader(bytes[HeaderBytes..]);
        while (reader.Remaining > 0)
        {
            var type = reader.ReadByte();
            var content = reader.Take(reader.ReadByte() - AttributeHeader);
            if (reader.Failed)
            {
                return false;
            }
            message.Read(type, content);
            var end = HeaderBytes + reader.Position;
            message.NotePlaces(type, content, (end - content.Length)..end);
        }
        return true;
    }

    private void NotePlaces(int type, ReadOnlySpan<byte> content, Range place)
    {
        const int NtResponseAt = 32; // vendor (4), type, length, identifier, flags, the peer's challenge (16), reserved (8)
        const int NtResponseBytes = 24;
        switch (type)
        {
            case UserPasswordAttribute:
                HiddenPassword ??= place;
                break;
            case ChapPasswordAttribute:
                ChapPassword ??= place;
                break;
            case VendorAttribute
                when content is [0, 0, 0x01, 0x37, 25, ..] && content.Length >= NtResponseAt + NtResponseBytes:
                var start = place.Start.Value + NtResponseAt;
                MsChapResponse ??= start..(start + NtResponseBytes);
                break;
            default:
                break;
        }
    }

    private void Read(int type, ReadOnlySpan<byte> content)
    {
        HasKnownAttributes |=
            type
                is UserNameAttribute
                    or NasAddressAttribute
                    or StateAttribute
                    or NasIdentifierAttribute
                    or AccountingStatusAttribute;
        switch (type)
        {
            case UserNameAttribute:
                UserName ??= ZeekText.Decode(content);
                break;
            case FramedAddressAttribute when content.Length == 4:
                FramedAddress ??= IpAddress.FromIpv4(BinaryPrimitives.ReadUInt32BigEndian(content)).ToString();
                break;
            case ReplyMessageAttribute:
                ReplyMessage ??= ZeekText.Decode(content);
                break;
            case CallingStationAttribute:
                CallingStation ??= ZeekText.Decode(content);
                break;
            case TunnelClientAttribute:
                TunnelClient ??= ZeekText.Decode(content);
                break;
            case ConnectInfoAttribute:
                ConnectInfo ??= ZeekText.Decode(content);
                break;
            default:
                break;
        }
    }
}
