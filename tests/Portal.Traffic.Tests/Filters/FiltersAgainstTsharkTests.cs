using System.Globalization;
using Portal.Samples;
using Portal.Traffic.Captures;
using Portal.Traffic.Fields;
using Portal.Traffic.Filters;
using Portal.Traffic.Inspection;
using Portal.Traffic.Tests.Inspection;

namespace Portal.Traffic.Tests.Filters;

/// <summary>Filters select the frames that tshark selects.</summary>
public sealed class FiltersAgainstTsharkTests
{
    private static readonly string[] s_filters =
    [
        "ip.addr == 10.0.0.0/8",
        "tcp.port in {80, 443, 8000..8100}",
        "tcp.flags.syn==1 && tcp.flags.ack==0",
        "ip.dst != 255.255.255.255",
        "!(tcp || udp)",
        "tcp.len > 0 and tcp.flags.push == 0",
        "eth.addr[0:3] == c8:bc:c8",
        "ip.src[0] == 0a",
        @"dns.qry.name matches ""\\.(com|net)$""",
        "dns.resp.ttl < 60",
        "count(dns.a) > 1",
        "len(dns.qry.name) > 30",
        "tls.handshake.type == 1",
        "tcp.options.mss_val == 1460",
        "tcp.flags & 0x02",
        "frame contains \"CHANGES\"",
        "tcp.srcport > tcp.dstport",
        "icmp.type == 8",
        "smb2.msg_id == 18446744073709551615",
        "smb2.msg_id > 0x7fffffffffffffff",
        "smb2.msg_id < 18446744073709551615",
        "smb2.msg_id in {5..18446744073709551615}",
        "smb2.msg_id & 0x8000000000000000",
    ];

    // In one file, so that tshark starts once a filter and not once a filter and capture.
    private static readonly string[] s_captures =
    [
        "exfil/dns-tunnel-iodine.pcap",
        "benign/icmp-ping.pcap",
        "benign/smb311.pcap",
        "benign/smb_deletefile.pcap", // an oplock break has the highest number of 64 bits
        "benign/socks5-http-302.pcap",
        "dns/dns-mx.pcap",
        "dns/dns-udp-nxdomain-soa.pcap",
        "http/get.pcap",
        "http/http_ipv6.pcap",
        "tls/tls13_psk_succesfull.pcap",
        "tls/cert-no-cn.pcap",
    ];

    [Fact]
    public async Task Filters_select_what_tshark_selects()
    {
        var tshark = Tool.Require("tshark");
        var file = Path.GetTempFileName();
        try
        {
            var frames = WriteTogether(file);
            foreach (var text in s_filters)
            {
                var (_, output, _) = await Tool.RunAsync(
                    tshark,
                    "-n",
                    "-r",
                    file,
                    "-Y",
                    text,
                    "-T",
                    "fields",
                    "-e",
                    "frame.number"
                );
                Assert.True(DisplayFilter.TryParse(text, out var filter, out _), text);
                var ours = frames.Where(filter.Matches).Select(frame => frame.Number).ToList();
                var theirs = output
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(line => long.Parse(line, CultureInfo.InvariantCulture))
                    .ToList();
                Assert.NotEmpty(theirs);
                Assert.True(
                    ours.SequenceEqual(theirs),
                    $"{text}: [{string.Join(' ', ours)}] [{string.Join(' ', theirs)}]"
                );
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("dns/dns-mx.pcap", "dns.qry.name", "dns.id", "dns.mx.mail_exchange", "dns.resp.ttl", "ip.addr")]
    [InlineData("http/get.pcap", "tcp.flags", "tcp.port", "ip.id", "eth.src", "frame.time_epoch", "http.host")]
    [InlineData(
        "tls/tls13_psk_succesfull.pcap",
        "tls.handshake.ciphersuite",
        "tls.handshake.ja3",
        "tls.handshake.random"
    )]
    public async Task Fields_print_as_tshark_prints_them(string capture, params string[] names)
    {
        var tshark = Tool.Require("tshark");
        string[] wanted = [.. names.SelectMany(name => new[] { "-e", name })];
        var (_, output, _) = await Tool.RunAsync(
            tshark,
            ["-n", "-r", Corpus.File("captures/" + capture), "-T", "fields", .. wanted]
        );
        var fields = names.Select(name => FieldCatalogue.Find(name)!).ToList();
        var ours = CorpusFrames
            .Dissect("captures/" + capture)
            .Select(frame =>
                string.Join('\t', fields.Select(field => string.Join(',', frame.Find(field).Select(field.Print))))
            );

        Assert.Equal(output.TrimEnd('\n').Split('\n'), ours);
    }

    private static List<DissectedFrame> WriteTogether(string file)
    {
        var all = new List<CapturedFrame>();
        using var output = File.Create(file);
        using var slice = new CaptureSlice(output, "several");
        foreach (var capture in s_captures)
        {
            using var stream = File.OpenRead(Corpus.File("captures/" + capture));
            using var reader = CaptureReader.Open(stream);
            while (reader.TryReadNext(out var frame))
            {
                slice.Add(frame.Number, frame.Time, frame.LinkType, frame.Data, frame.OriginalLength);
                var copy = CapturedFrame.Of(frame);
                all.Add(copy with { Entry = copy.Entry with { Number = all.Count + 1 } });
            }
        }
        return [.. CaptureDissector.Dissect(all)];
    }
}
