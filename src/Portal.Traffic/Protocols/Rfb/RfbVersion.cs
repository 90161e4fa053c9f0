using System.Text;

namespace Portal.Traffic.Protocols.Rfb;

/// <summary><c>RFB 003.008\n</c> (RFC 6143 §7.1.1).</summary>
public readonly record struct RfbVersion(string Major, string Minor)
{
    public const int MessageBytes = 12;

    /// <summary>The two numbers as one, for comparing: 3008.</summary>
    public int Number => int.Parse(Major, provider: null) * 1000 + int.Parse(Minor, provider: null);

    public static bool TryParse(ReadOnlySpan<byte> message, out RfbVersion version)
    {
        version = default;
        if (
            message.Length != MessageBytes
            || !message.StartsWith("RFB "u8)
            || message[7] != '.'
            || message[11] != '\n'
            || message[4..7].ContainsAnyExceptInRange((byte)'0', (byte)'9')
            || message[8..11].ContainsAnyExceptInRange((byte)'0', (byte)'9')
        )
        {
            return false;
        }
        version = new RfbVersion(Encoding.ASCII.GetString(message[4..7]), Encoding.ASCII.GetString(message[8..11]));
        return true;
    }
}
