using System.Globalization;
using Portal.Samples;

namespace Portal.Traffic.Tests.Protocols.Tls.Decryption;

/// <summary>Holds the decrypted streams against tshark's, byte for byte.</summary>
public sealed class DecryptionAgainstTsharkTests
{
    /// <summary>tshark shows early data that the server refused; it is sent again and counts once here.</summary>
    private const int RefusedEarlyData = 44504;

    [Theory]
    [InlineData("suites", 25)]
    [InlineData("key-update", 2)]
    [InlineData("early-and-renegotiation", 2)]
    [InlineData("http2-and-websocket", 5)]
    public async Task Streams_are_tsharks(string name, int count)
    {
        var tshark = Tool.Require("tshark");
        var ours = DecryptedTap.Of(name).Streams;
        string[] common =
        [
            "-r",
            Samples.Capture(name),
            "-o",
            $"tls.keylog_file:{Samples.KeyLogFile(name)}",
            "-d",
            "tcp.port==44300-44699,tls",
        ];
        var (_, list, _) = await Tool.RunAsync(
            tshark,
            [
                .. common,
                "-Y",
                "tls.handshake.type==1",
                "-T",
                "fields",
                "-e",
                "tcp.stream",
                "-e",
                "tcp.srcport",
                "-e",
                "tcp.dstport",
            ]
        );
        var flows = list.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t').Select(word => int.Parse(word, CultureInfo.InvariantCulture)).ToList())
            .DistinctBy(numbers => numbers[0])
            .ToDictionary(numbers => numbers[0], numbers => (Client: numbers[1], Server: numbers[2]));
        var asked = flows.Keys.SelectMany(stream => new[] { "-z", $"follow,tls,raw,{stream}" });
        var (_, followed, _) = await Tool.RunAsync(tshark, [.. common, "-q", .. asked]);
        var compared = 0;
        foreach (var block in followed.Split("Filter: tcp.stream eq ").Skip(1))
        {
            var (client, server) = flows[int.Parse(block.Split('\n')[0], CultureInfo.InvariantCulture)];
            var (fromClient, fromServer) = Parse(block, client);
            if (fromClient.Length + fromServer.Length == 0 || server == RefusedEarlyData)
            {
                continue;
            }
            compared++;
            Assert.Equal(fromClient, Hex(ours, client, server, Side.Originator));
            Assert.Equal(fromServer, Hex(ours, client, server, Side.Responder));
        }

        Assert.Equal(count, compared);
    }

    private static string Hex(
        IReadOnlyDictionary<(int Client, int Server, Side Side), byte[]> streams,
        int client,
        int server,
        Side side
    ) => Convert.ToHexStringLower(streams.GetValueOrDefault((client, server, side), []));

    /// <summary>Lines of hexadecimal; those of node 1 are indented.</summary>
    private static (string Client, string Server) Parse(string block, int client)
    {
        var all = block.Split('\n');
        var isClientFirst = all.Any(line =>
            line.StartsWith("Node 0", StringComparison.Ordinal)
            && line.TrimEnd().EndsWith($":{client}", StringComparison.Ordinal)
        );
        var lines = all.Skip(1).Where(line => line.Trim().Length > 0 && line.Trim().All(char.IsAsciiHexDigit)).ToList();
        var first = string.Concat(lines.Where(line => line[0] != '\t'));
        var second = string.Concat(lines.Where(line => line[0] == '\t').Select(line => line.Trim()));
        return isClientFirst ? (first, second) : (second, first);
    }
}
