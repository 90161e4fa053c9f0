using System.Text;

namespace Portal.Traffic.Protocols.Smb;

/// <summary>Who opened a session, as the last message of an NTLM logon says it (MS-NLMP §2.2.1.3).</summary>
internal sealed record Smb2Account(string Name, string Domain, string Host)
{
    private const int TypeAt = 8;
    private const int DomainAt = 28;
    private const int NameAt = 36;
    private const int HostAt = 44;
    private const int FlagsAt = 60;
    private const uint Authenticate = 3;
    private const uint UnicodeFlag = 1;

    /// <summary>Null when the token, bare or wrapped, holds no such message.</summary>
    public static Smb2Account? Find(ReadOnlySpan<byte> token)
    {
        var start = token.IndexOf("NTLMSSP\0"u8);
        if (start < 0)
        {
            return null;
        }
        var message = token[start..];
        if (UInt32(message, TypeAt) != Authenticate)
        {
            return null;
        }
        var isUnicode = (UInt32(message, FlagsAt) & UnicodeFlag) != 0;
        return new Smb2Account(
            Text(message, NameAt, isUnicode),
            Text(message, DomainAt, isUnicode),
            Text(message, HostAt, isUnicode)
        );
    }

    /// <summary>Length, room, offset from the message's beginning; nothing when it points outside.</summary>
    private static string Text(ReadOnlySpan<byte> message, int at, bool isUnicode)
    {
        var reader = new ByteReader(message);
        reader.Skip(at);
        var length = reader.ReadUInt16LittleEndian();
        reader.Skip(2);
        var offset = reader.ReadUInt32LittleEndian();
        if (reader.Failed || offset > (uint)message.Length || length > message.Length - (int)offset)
        {
            return "";
        }
        var bytes = message.Slice((int)offset, length);
        return isUnicode ? Encoding.Unicode.GetString(bytes) : Encoding.UTF8.GetString(bytes);
    }

    private static uint UInt32(ReadOnlySpan<byte> message, int at)
    {
        var reader = new ByteReader(message);
        reader.Skip(at);
        return reader.ReadUInt32LittleEndian();
    }
}
