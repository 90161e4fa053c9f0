using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Ntlm;

/// <summary>
/// The names in an NTLM message (MS-NLMP §2.2.1); null where a message has none. Of the response, from which a password
/// can be guessed, only the place is read.
/// </summary>
internal sealed record NtlmMessage(NtlmMessageType Type)
{
    private const int SignatureBytes = 8;
    private const uint UnicodeFlag = 0x0000_0001; // §2.2.2.5, NTLMSSP_NEGOTIATE_UNICODE
    private const uint TargetInfoFlag = 0x0080_0000; // NTLMSSP_NEGOTIATE_TARGET_INFO

    private const uint VersionFlag = 0x0200_0000; // NTLMSSP_NEGOTIATE_VERSION

    // Where each message has its version (§2.2.1.1 to §2.2.1.3).
    private const int NegotiateVersion = 32;
    private const int ChallengeVersion = 48;
    private const int AuthenticateVersion = 64;

    /// <summary>§2.2.2.1 knows eleven kinds of pair; a message of up to 64 KB could hold thousands.</summary>
    private const int MaxPairs = 64;

    private const int EndOfPairs = 0;
    private const int NetbiosComputerName = 1;
    private const int DnsComputerName = 3;
    private const int DnsTreeName = 5;

    /// <summary>The NT response of an AUTHENTICATE; empty for an anonymous logon.</summary>
    public Range NtResponse { get; private init; } = ..0;

    /// <summary>Major, minor and build of the sender's system (§2.2.2.10), for example <c>10.0.19041</c>.</summary>
    public string? Version { get; private init; }

    public string? UserName { get; private init; }
    public string? DomainName { get; private init; }
    public string? Workstation { get; private init; }
    public string? ServerNetbiosName { get; private set; }
    public string? ServerDnsName { get; private set; }
    public string? ServerTreeName { get; private set; }

    public static bool BeginsMessage(ReadOnlySpan<byte> bytes) => bytes.StartsWith("NTLMSSP\0"u8);

    /// <summary>False when it is no message or ends before its fixed part does.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out NtlmMessage message)
    {
        message = new NtlmMessage(NtlmMessageType.Negotiate);
        if (!BeginsMessage(bytes))
        {
            return false;
        }
        var reader = new ByteReader(bytes);
        reader.Skip(SignatureBytes);
        var type = (NtlmMessageType)reader.ReadUInt32LittleEndian();
        switch (type)
        {
            case NtlmMessageType.Negotiate:
                var flags = reader.ReadUInt32LittleEndian();
                message = message with { Version = VersionAt(bytes, NegotiateVersion, flags, 16, 24) };
                break;
            case NtlmMessageType.Challenge:
                message = ReadChallenge(bytes, ref reader);
                break;
            case NtlmMessageType.Authenticate:
                message = ReadAuthenticate(bytes, ref reader);
                break;
            default:
                return false;
        }
        return !reader.Failed;
    }

    private static NtlmMessage ReadChallenge(ReadOnlySpan<byte> bytes, ref ByteReader reader)
    {
        reader.Skip(8); // target name
        var flags = reader.ReadUInt32LittleEndian();
        reader.Skip(8); // the challenge
        var message = new NtlmMessage(NtlmMessageType.Challenge)
        {
            Version = VersionAt(bytes, ChallengeVersion, flags, 12, 40),
        };
        if ((flags & TargetInfoFlag) != 0)
        {
            reader.Skip(8); // reserved
            message.ReadPairs(Field(bytes, ref reader));
        }
        return message;
    }

    private static NtlmMessage ReadAuthenticate(ReadOnlySpan<byte> bytes, ref ByteReader reader)
    {
        reader.Skip(8); // LM response
        var response = Place(bytes, ref reader);
        var domain = Field(bytes, ref reader);
        var user = Field(bytes, ref reader);
        var workstation = Field(bytes, ref reader);
        reader.Skip(8); // session key
        var flags = reader.ReadUInt32LittleEndian();
        var isUnicode = (flags & UnicodeFlag) != 0;
        return new NtlmMessage(NtlmMessageType.Authenticate)
        {
            NtResponse = response,
            Version = VersionAt(bytes, AuthenticateVersion, flags, 12, 20, 28, 36, 44, 52),
            DomainName = Text(domain, isUnicode),
            UserName = Text(user, isUnicode),
            Workstation = Text(workstation, isUnicode),
        };
    }

    /// <summary>
    /// One byte each for major and minor, two for the build, three of nothing and the revision of NTLM. Some set the flag and
    /// have the first of what their fields point at in its place.
    /// </summary>
    /// <param name="fields">Where the message has its fields, each with length, room and offset.</param>
    private static string? VersionAt(ReadOnlySpan<byte> bytes, int offset, uint flags, params ReadOnlySpan<int> fields)
    {
        const int Bytes = 8;
        if ((flags & VersionFlag) == 0 || bytes.Length < offset + Bytes || bytes[offset] == 0)
        {
            return null;
        }
        foreach (var field in fields)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(bytes[field..]);
            if (length > 0 && BinaryPrimitives.ReadUInt32LittleEndian(bytes[(field + 4)..]) < offset + Bytes)
            {
                return null;
            }
        }
        var build = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(offset + 2)..]);
        return string.Create(CultureInfo.InvariantCulture, $"{bytes[offset]}.{bytes[offset + 1]}.{build}");
    }

    /// <summary>Length, room, offset from the message's beginning; nothing when it points outside.</summary>
    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> bytes, ref ByteReader reader) =>
        bytes[Place(bytes, ref reader)];

    private static Range Place(ReadOnlySpan<byte> bytes, ref ByteReader reader)
    {
        var length = reader.ReadUInt16LittleEndian();
        reader.Skip(2);
        var offset = reader.ReadUInt32LittleEndian();
        return offset <= (uint)bytes.Length && length <= bytes.Length - (int)offset
            ? (int)offset..((int)offset + length)
            : ..0;
    }

    private void ReadPairs(ReadOnlySpan<byte> pairs)
    {
        var reader = new ByteReader(pairs);
        for (var i = 0; i < MaxPairs && reader.Remaining > 0; i++)
        {
            var id = reader.ReadUInt16LittleEndian();
            var value = reader.Take(reader.ReadUInt16LittleEndian());
            switch (id)
            {
                case EndOfPairs:
                    return;
                case NetbiosComputerName:
                    ServerNetbiosName = Text(value, isUnicode: true);
                    break;
                case DnsComputerName:
                    ServerDnsName = Text(value, isUnicode: true);
                    break;
                case DnsTreeName:
                    ServerTreeName = Text(value, isUnicode: true);
                    break;
                default:
                    break;
            }
        }
    }

    private static string? Text(ReadOnlySpan<byte> bytes, bool isUnicode) =>
        bytes.IsEmpty ? null
        : isUnicode ? ZeekText.Decode(Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(bytes)))
        : ZeekText.Decode(bytes);
}
