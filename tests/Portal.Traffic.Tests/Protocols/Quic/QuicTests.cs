using Portal.Samples;
using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.Quic;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Quic;

public sealed class QuicTests
{
    [Theory]
    [InlineData("tls/chromium-115.0.5790.110-api-cirrus-com.pcap")]
    [InlineData("tls/zerortt.pcap")]
    [InlineData("tls/retry.pcap")]
    [InlineData("tls/quicv2-echo-443.pcap")]
    [InlineData("c2/merlinc2_Zeek_example.pcapng")]
    [InlineData("malformed/vector-max-size-crash.pcap")]
    public void Rows_of_quic_and_ssl_are_those_of_Zeeks_own_tests(string capture)
    {
        var logs = Corpus.File("expected/zeek/" + Path.GetFileName(capture));
        var records = RecordCollector.Analyze(Corpus.File("captures/" + capture));

        Check(Baseline(logs, "quic.log"), records.Of(QuicRecord.Table), QuicRecord.Table);
        Check(Baseline(logs, "ssl.log"), records.Of(SslRecord.Table), SslRecord.Table);
    }

    [Fact]
    public void A_retry_ends_an_attempt_and_the_next_has_its_own_row()
    {
        var flow = Play(
            (Side.Originator, QuicSamples.Initial),
            (Side.Responder, QuicSamples.Retry),
            (Side.Originator, QuicSamples.SecondInitial),
            (Side.Responder, QuicSamples.ServerInitial)
        );

        var rows = flow.Collected.Of(QuicRecord.Table);
        Assert.Equal(["ISr", "ISish"], rows.Select(row => row.History![..Math.Min(5, row.History!.Length)]));
        Assert.Equal(["server4:443", "server4:443"], rows.Select(row => row.ServerName));
        Assert.Equal(["quic", "ssl"], flow.Services);
        Assert.StartsWith(
            "q13d0311hp_55b375c5d22e_",
            Assert.Single(flow.Collected.Of(SslRecord.Table)).Ja4,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void One_changed_bit_and_the_packet_stays_closed()
    {
        var bytes = ProtocolPlay.Bytes(QuicSamples.Initial);
        bytes[^1] ^= 1;
        var flow = ProtocolPlay.Run(
            new QuicProtocol(),
            new ScriptedFlow(ProtocolPlay.Ports(40000, 443), Transports.Udp),
            (Side.Originator, bytes)
        );

        Assert.Empty(flow.Services);
        Assert.Equal("I", Assert.Single(flow.Collected.Of(QuicRecord.Table)).History);
    }

    [Fact]
    public void The_keys_of_the_RFC_s_example_open_what_they_close()
    {
        // RFC 9001 §A.1: the client's Initial of this identifier is protected with these keys; §A.2 its packet.
        var (client, server) = QuicKeys.Of(QuicVersion.Find(1)!, Convert.FromHexString("8394c8f03e515708"));
        using (client)
        using (server)
        {
            // §A.3: the server's packet.
            var packet = ProtocolPlay.Bytes(
                "cf000000010008f067a5502a4262b5004075c0d95a482cd0991cd25b0aac406a5816b6394100f37a1c69797554780bb38cc5a99f5ede4cf73c3ec2493a1839b3dbcba3f6ea46c5b7684df3548e7ddeb9c3bf9c73cc3f3bded74b562bfb19fb84022f8ef4cdd93795d77d06edbb7aaf2f58891850abbdca3d20398c276456cbc42158407dd074ee"
            );
            Assert.True(QuicPacket.TryParse(packet, out var parsed));
            var frames = new byte[packet.Length];
            Assert.True(server.TryOpen(parsed, frames, out var opening));
            Assert.Equal("02000000000600405A020000560303EEFCE7F7B3", Convert.ToHexString(frames.AsSpan(0, 20)));
            Assert.True(opening.Length > 90);
            Assert.False(client.TryOpen(parsed, frames, out _));
        }
    }

    [Fact]
    public void Handshake_bytes_may_come_in_any_order()
    {
        var stream = new CryptoStream();
        Assert.True(stream.Take(4, [5, 6]).IsEmpty);
        Assert.Equal([1, 2], stream.Take(0, [1, 2]).ToArray());
        Assert.Equal([3, 4, 5, 6], stream.Take(1, [2, 3, 4, 5]).ToArray());
        Assert.True(stream.Take(0, [1, 2, 3]).IsEmpty);
        Assert.True(stream.Take(-1, [1]).IsEmpty);
        Assert.True(stream.Take(int.MaxValue, [1]).IsEmpty);
        Assert.True(stream.Take(65_535, [1, 2]).IsEmpty);
        Assert.True(stream.Take(65_535, [1]).IsEmpty);
    }

    [Theory]
    [InlineData("00", 0)]
    [InlineData("3F", 63)]
    [InlineData("7BBD", 15293)]
    [InlineData("9D7F3E7D", 494878333)]
    [InlineData("C2197C5EFF14E88C", -1)]
    public void Integers_have_four_lengths(string hex, int expected)
    {
        var reader = new ByteReader(ProtocolPlay.Bytes(hex));
        Assert.Equal(expected, QuicPacket.ReadInt(ref reader));
        Assert.Equal(0, reader.Remaining);
    }

    [Theory]
    [InlineData(443, "c0 10010000 00 00", Claim.Yes)]
    [InlineData(4433, "c0 10010000 00 00", Claim.No)]
    [InlineData(443, "16 feff0000", Claim.No)]
    [InlineData(443, "40 00000000", Claim.No)]
    [InlineData(4433, "c0 00000001 00 00 00 05 0102030405", Claim.No)]
    public void Another_port_needs_a_known_version(int port, string hex, Claim claim) =>
        Assert.Equal(
            claim,
            new QuicProtocol().Claims(
                new ScriptedFlow(ProtocolPlay.Ports(40000, port), Transports.Udp),
                Side.Originator,
                ProtocolPlay.Bytes(hex)
            )
        );

    private static ScriptedFlow Play(params (Side, string)[] messages) =>
        ProtocolPlay.Udp(new QuicProtocol(), ProtocolPlay.Ports(40000, 443), messages);

    private static List<Dictionary<string, string>> Baseline(string folder, string name)
    {
        var file = Directory.EnumerateFiles(folder, name, SearchOption.AllDirectories).SingleOrDefault();
        string[] fields = [];
        var rows = new List<Dictionary<string, string>>();
        foreach (var line in file is null ? [] : File.ReadLines(file))
        {
            if (line.StartsWith("#fields", StringComparison.Ordinal))
            {
                fields = line.Split('\t')[1..];
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                rows.Add(fields.Zip(line.Split('\t')).ToDictionary(pair => pair.First, pair => pair.Second));
            }
        }
        return rows;
    }

    /// <summary>Times and identifiers of flows are blanked in the baselines.</summary>
    private static void Check<TRecord>(
        List<Dictionary<string, string>> expected,
        IReadOnlyList<TRecord> rows,
        Table<TRecord> table
    )
        where TRecord : FlowRecord
    {
        Assert.Equal(expected.Count, rows.Count);
        var columns = table.Readers.Where(column =>
            column.Definition.Name is not ("ts" or "uid")
            && expected.TrueForAll(row => row.ContainsKey(column.Definition.Name))
        );
        Assert.Equal(
            expected
                .Select(row => string.Join('\t', columns.Select(column => row[column.Definition.Name])))
                .Order(StringComparer.Ordinal),
            rows.Select(row => string.Join('\t', columns.Select(column => ZeekComparison.Text(column, row))))
                .Order(StringComparer.Ordinal)
        );
    }
}
