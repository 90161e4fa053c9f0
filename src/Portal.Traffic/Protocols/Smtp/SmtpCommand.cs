using System.Collections.Frozen;
using System.Text;

namespace Portal.Traffic.Protocols.Smtp;

/// <summary>The first word of a client's line.</summary>
internal static class SmtpCommand
{
    private const int MaxBytes = 14;

    /// <summary>RFC 5321, 3030, 3207, 4954, 1985, and Exchange's.</summary>
    private static readonly FrozenSet<string> s_known = FrozenSet.Create(
        StringComparer.Ordinal,
        "HELO EHLO MAIL RCPT DATA BDAT RSET SEND SOML SAML VRFY EXPN HELP NOOP QUIT TURN AUTH STARTTLS ETRN X-ANONYMOUSTLS XCLIENT XFORWARD".Split(
            ' '
        )
    );

    /// <summary>In upper case; null when it is no command.</summary>
    public static string? Of(ReadOnlySpan<byte> line)
    {
        line = line.TrimEnd(" \t\r\n"u8);
        var blank = line.IndexOf((byte)' ');
        var word = blank < 0 ? line : line[..blank];
        if (word.Length is < 4 or > MaxBytes)
        {
            return null;
        }
        var command = Encoding.ASCII.GetString(word).ToUpperInvariant();
        return s_known.Contains(command) ? command : null;
    }

    /// <summary>What stands behind the first word.</summary>
    public static ReadOnlySpan<byte> Argument(ReadOnlySpan<byte> line)
    {
        var blank = line.IndexOf((byte)' ');
        return blank < 0 ? default : line[blank..].Trim(" \t"u8);
    }
}
