using System.Text;
using Portal.Analysis.Demo.Messages;
using Portal.Analysis.Demo.Wire;

namespace Portal.Analysis.Demo.Scenes;

/// <summary>A little data leaves in the labels of TXT queries and answers of the adversary's own zone.</summary>
internal sealed class DnsTunnelScene : IScene
{
    private const string Scene = "dns-tunnel";
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const int Queries = 140;

    public IEnumerable<IncidentTruth> Truths =>
        [
            new(
                Scene,
                "10.1.5.42",
                "10.1.1.5",
                53,
                ["T1071.004", "T1048.003"],
                "Data in the labels of TXT queries for evil.example"
            ),
        ];

    public IEnumerable<IncidentTruth> LookAlikes => [];

    public void Play(Network network)
    {
        var random = network.Random;
        var time = IncidentPlan.At("15:20:05");
        for (var i = 0; i < Queries; i++)
        {
            var name = $"{Text(random, 32)}.{Text(random, 30)}.{i:x4}.t.{IncidentPlan.TunnelDomain}";
            var id = (ushort)random.Next(0, 65536);
            network.Exchange(
                Scene,
                IncidentPlan.Victim,
                IncidentPlan.DomainController,
                network.NextPort(IncidentPlan.Victim),
                53,
                time,
                DnsMessages.Query(id, name, DnsMessages.Txt),
                DnsMessages.TextAnswer(id, name, 1, Convert.ToBase64String(random.Bytes(159)))
            );
            time += (long)(random.Between(6, 16) * 1e9);
        }
    }

    private static string Text(DemoRandom random, int length)
    {
        var text = new StringBuilder(length);
        for (var i = 0; i < length; i++)
        {
            text.Append(Alphabet[random.Next(0, Alphabet.Length)]);
        }
        return text.ToString();
    }
}
