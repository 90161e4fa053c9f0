using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Portal.Traffic.Protocols.Http;

/// <summary>The tokens of NTLM and Kerberos in headers (RFC 4559 §4, MS-NTHT §2.2): a scheme and Base64.</summary>
internal static class HttpLogon
{
    /// <summary>Windows' MaxTokenSize is 48,000 bytes, which Base64 makes 64,000.</summary>
    private const int MaxCharacters = 64 * 1024;

    /// <summary>False for other headers, other schemes and for the mere offer of one.</summary>
    public static bool TryReadToken(Side side, in HttpHeaders header, out byte[] token)
    {
        token = [];
        var isLogon =
            side == Side.Originator
                ? header.Name.Length is 13 or 19 && (header.Is("authorization"u8) || header.Is("proxy-authorization"u8))
                : header.Name.Length is 16 or 18
                    && (header.Is("www-authenticate"u8) || header.Is("proxy-authenticate"u8));
        if (!isLogon)
        {
            return false;
        }
        var scheme = header.Token;
        var text = header.Value[scheme.Length..].Trim((byte)' ');
        if (
            text.IsEmpty
            || text.Length > MaxCharacters
            || !(
                Ascii.EqualsIgnoreCase(scheme, "ntlm"u8)
                || Ascii.EqualsIgnoreCase(scheme, "negotiate"u8)
                || Ascii.EqualsIgnoreCase(scheme, "kerberos"u8)
            )
        )
        {
            return false;
        }
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        if (Base64.DecodeFromUtf8(text, bytes, out _, out var written) != OperationStatus.Done || written == 0)
        {
            return false;
        }
        token = bytes[..written];
        return true;
    }
}
