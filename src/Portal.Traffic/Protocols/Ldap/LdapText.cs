using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Ldap;

/// <summary>Names and words of messages, which are in UTF-8 (RFC 4511 §4.1.2).</summary>
internal static class LdapText
{
    /// <summary>Distinguished names have some hundred letters; a message could hold 10 MB, and a row is for people.</summary>
    private const int MaxBytes = 16 * 1024;

    public static string Read(ReadOnlySpan<byte> bytes) => ZeekText.Decode(bytes[..Math.Min(bytes.Length, MaxBytes)]);
}
