using System.Collections.Frozen;
using System.Text;

namespace Portal.Traffic.Protocols.Ftp;

/// <summary>A command line (RFC 959 §5.3) of a command that is registered or in use.</summary>
/// <param name="Command">In upper case.</param>
/// <param name="Argument">Where the argument stands in the line; may be empty.</param>
public readonly record struct FtpCommandLine(string Command, Range Argument)
{
    /// <summary>RFC 959, 775, 1639, 2228, 2389, 2428, 2640, 3659, 7151, and what clients are seen to send besides.</summary>
    private static readonly FrozenSet<string> s_commands = FrozenSet.Create(
        StringComparer.Ordinal,
        (
            "ABOR ACCT ADAT ALGS ALLO APPE AUTH CCC CDUP CLNT CONF CSID CWD DELE ENC EPRT EPSV FEAT HASH HELP HOST LANG "
            + "LIST LPRT LPSV MACB MDTM MFCT MFF MFMT MIC MKD MLSD MLST MODE NLST NOOP OPTS PASS PASV PBSZ PORT PROT PWD "
            + "QUIT REIN REST RETR RMD RNFR RNTO SITE SIZE SMNT STAT STOR STOU STRU SYST TYPE USER XCRC XCUP XCWD XMD5 "
            + "XMKD XPWD XRCP XRMD XRSQ XSEM XSEN XSHA1 XSHA256 XSHA512 MAIL MLFL MRCP MRSQ MSAM MSND MSOM"
        ).Split(' ')
    );

    /// <summary>Reads a line without its end; false when it does not begin with a command.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out FtpCommandLine command)
    {
        const int MaxCommand = 7;
        var start = line.IndexOfAnyExcept((byte)' ', (byte)'\t');
        start = Math.Max(0, start);
        var rest = line[start..];
        // Telnet's "interrupt process" and "data mark" stand before an urgent ABOR (RFC 959 §4.1.3).
        while (rest is [>= 0xF2, ..])
        {
            rest = rest[1..];
            start++;
        }
        var blank = rest.IndexOfAny((byte)' ', (byte)'\t');
        var word = blank < 0 ? rest : rest[..blank];
        command = default;
        if (word.Length is < 3 or > MaxCommand)
        {
            return false;
        }
        var name = Encoding.ASCII.GetString(word).ToUpperInvariant();
        if (!s_commands.Contains(name))
        {
            return false;
        }
        var at = start + word.Length;
        while (at < line.Length && line[at] is (byte)' ' or (byte)'\t')
        {
            at++;
        }
        command = new FtpCommandLine(name, at..line.Length);
        return true;
    }
}
