using System.Collections.Frozen;
using Portal.Traffic.Credentials;

namespace Portal.Traffic.Protocols.Ftp;

/// <summary>A command that waits for its reply.</summary>
internal sealed record FtpPending(string Command, string Argument, FrameStamp Frame)
{
    /// <summary>The password that the command gave; null for others.</summary>
    public Credential? Credential { get; init; }

    /// <summary>What the server may say before it is asked.</summary>
    public const string Greeting = "<init>";

    /// <summary>The replies that RFC 959 §5.4 lists for each command, and those of RFC 2228, 2428 and 3659.</summary>
    private static readonly FrozenDictionary<string, int[]> s_replies = (
        "<init>:120,220,421;USER:230,331,332,421,530,500,501;PASS:230,202,332,421,530,500,501,503;"
        + "ACCT:230,202,421,530,500,501,503;CWD:250,421,500,501,502,530,550;CDUP:200,250,421,500,501,502,530,550;"
        + "SMNT:202,250,421,500,501,502,530,550;REIN:120,220,421,500,502;QUIT:221,500;PORT:200,421,500,501,530;"
        + "PASV:227,421,500,501,502,530;MODE:200,421,500,501,504,530;TYPE:200,421,500,501,504,530;"
        + "STRU:200,421,500,501,504,530;ALLO:200,202,421,500,501,504,530;REST:350,421,500,501,502,530;"
        + "STOR:110,125,150,226,250,421,425,426,451,452,500,501,530,532,551,552,553;"
        + "STOU:110,125,150,226,250,421,425,426,451,500,501,530,532,551,552,553;"
        + "RETR:110,125,150,226,250,421,425,426,450,451,500,501,530,550;"
        + "LIST:125,150,226,250,421,425,426,450,451,500,501,502,530,550;"
        + "NLST:125,150,226,250,421,425,426,450,451,500,501,502,530,550;"
        + "APPE:125,150,226,250,421,425,426,450,451,452,500,501,502,530,532,550,551,552,553;"
        + "RNFR:350,421,450,500,501,502,530,550;RNTO:250,421,500,501,502,503,530,532,553;"
        + "DELE:250,421,450,500,501,502,530,550;RMD:250,421,500,501,502,530,550;MKD:257,421,500,501,502,530,550;"
        + "PWD:257,421,500,501,502,550;ABOR:225,226,421,500,501,502;SYST:215,421,500,501,502,530;"
        + "STAT:211,212,213,421,450,500,501,502,530;HELP:200,211,214,421,500,501,502;SITE:200,202,214,500,501,502,530;"
        + "NOOP:200,421,500;AUTH:234,334,421,431,500,502,504,534;ADAT:235,335,421,501,503,535;PBSZ:200,421,501,503,530;"
        + "PROT:200,421,503,504,530,534,536;FEAT:211,500,502;OPTS:200,451,501;EPRT:200,500,501,522;"
        + "EPSV:200,229,500,501,522;SIZE:213,500,501,550;MDTM:213,500,501,550;MLST:250,500,501,550;"
        + "MLSD:125,150,226,250,500,501,550;XPWD:257,421,500,501,502,550;CLNT:200,500"
    )
        .Split(';')
        .Select(line => line.Split(':'))
        .ToFrozenDictionary(
            part => part[0],
            part => part[1].Split(',').Select(code => int.Parse(code, provider: null)).ToArray(),
            StringComparer.Ordinal
        );

    /// <summary>Which of several commands a reply most likely answers: by code, then by what it repeats, then the oldest.</summary>
    public static FtpPending? Match(List<FtpPending> pending, int code, string text)
    {
        FtpPending? best = null;
        var bestScore = -1;
        foreach (var command in pending)
        {
            var score =
                (code == 500 || command.Expects(code) ? 100 : 0)
                + (text.Contains(command.Command, StringComparison.Ordinal) ? 20 : 0)
                + (command.Argument.Length > 0 && text.Contains(command.Argument, StringComparison.Ordinal) ? 10 : 0);
            if (score > bestScore)
            {
                (best, bestScore) = (command, score);
            }
        }
        return best;
    }

    private bool Expects(int code) => s_replies.TryGetValue(Command, out var codes) && codes.Contains(code);
}
