using Portal.Samples;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Tls;

/// <summary>Holds JA3 and JA3S against tshark's.</summary>
public sealed class Ja3AgainstTsharkTests
{
    [Theory]
    [InlineData("tls/openssl-tls1.pcap")]
    [InlineData("tls/openssl-tls1_2.pcap")]
    [InlineData("tls/ssl.v3.pcap")]
    [InlineData("tls/tls3.pcapng")]
    [InlineData("tls/tls13_draft28.pcap")]
    [InlineData("tls/chrome-1250-tls-x25519-kyber.pcap")]
    [InlineData("tls/tls-handshake.pcapng")]
    [InlineData("tls/tls-split-client-hello.pcap")]
    [InlineData("tls/dtls1_2.pcap")]
    [InlineData("tls/webrtc-stun.pcap")]
    [InlineData("benign/reddit.pcap")]
    [InlineData("benign/webex.pcap")]
    public async Task Both_fingerprints_are_tsharks(string capture)
    {
        var file = Corpus.File(Path.Combine("captures", capture));
        var theirs = await FingerprintsAsync(file);
        var rows = RecordCollector.Analyze(file).Of(SslRecord.Table);

        Assert.NotEmpty(rows);
        Assert.All(
            rows,
            row =>
            {
                var (ja3, ja3S) = theirs[Key(row.Id!)];
                Assert.Contains(row.Ja3 ?? "", ja3); // a hello of SSL 2.0 has none, there and here
                if (row.Ja3S is not null)
                {
                    Assert.Contains(row.Ja3S, ja3S);
                }
            }
        );
    }

    private static string Key(ConnectionId id) =>
        Key($"{id.OriginatorHost} {id.OriginatorPort}", $"{id.ResponderHost} {id.ResponderPort}");

    private static string Key(string a, string b) => string.CompareOrdinal(a, b) < 0 ? $"{a} {b}" : $"{b} {a}";

    private static async Task<Dictionary<string, (HashSet<string?> Ja3, HashSet<string?> Ja3S)>> FingerprintsAsync(
        string capture
    )
    {
        string[] fields =
        [
            "_ws.col.Source",
            "_ws.col.Destination",
            "tcp.srcport",
            "udp.srcport",
            "tcp.dstport",
            "udp.dstport",
            "tls.handshake.ja3",
            "dtls.handshake.ja3",
            "tls.handshake.ja3s",
            "dtls.handshake.ja3s",
        ];
        List<string> arguments = ["-r", capture, "-T", "fields", "-Y", "tls.handshake || dtls.handshake"];
        foreach (var field in fields)
        {
            arguments.AddRange(["-e", field]);
        }
        var (_, output, _) = await Tool.RunAsync(Tool.Require("tshark"), [.. arguments]);
        var found = new Dictionary<string, (HashSet<string?> Ja3, HashSet<string?> Ja3S)>(StringComparer.Ordinal);
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var value = line.Split('\t');
            var key = Key($"{value[0]} {value[2]}{value[3]}", $"{value[1]} {value[4]}{value[5]}");
            if (!found.TryGetValue(key, out var entry))
            {
                entry = ([], []);
                found.Add(key, entry);
            }
            entry.Ja3.UnionWith((value[6] + value[7]).Split(','));
            entry.Ja3S.UnionWith((value[8] + value[9]).Split(','));
        }
        return found;
    }
}
