using FsCheck.Xunit;
using Portal.Samples;
using Portal.Traffic.Captures;
using Portal.Traffic.Fields;
using Portal.Traffic.Inspection;
using Portal.Traffic.KeyLogs;

namespace Portal.Traffic.Tests.Inspection;

public sealed class CaptureDissectorTests
{
    [Theory]
    [InlineData("http/cooper-grill-dvwa.pcapng", "http.request.uri", "http.response.code", "http.content_type")]
    [InlineData("tls/cert-no-cn.pcap", "tls.record.content_type", "tls.record.length", "tls.handshake.type")]
    [InlineData("dns/dns-tcp-multirequest-buffer.pcap", "dns.id", "dns.flags.rcode", "dns.qry.name")]
    public async Task Messages_stand_in_the_frame_that_completes_them(string capture, params string[] names)
    {
        var tshark = Tool.Require("tshark");
        string[] wanted = [.. names.SelectMany(name => new[] { "-e", name })];
        var (_, output, _) = await Tool.RunAsync(
            tshark,
            ["-n", "-r", Corpus.File("captures/" + capture), "-T", "fields", .. wanted]
        );

        Assert.Equal(output.TrimEnd('\n').Split('\n'), Lines(CorpusFrames.Dissect("captures/" + capture), names));
    }

    [Fact]
    public async Task Decrypted_messages_stand_in_the_frames_in_which_tshark_has_them()
    {
        const string Capture = "captures/tls/tls-1.2-stream-keylog.pcap";
        var keyLog = Corpus.File("captures/tls/tls-1.2-stream-keylog.keys.txt");
        string[] names = ["http.request.uri", "http.response.code"];
        string[] wanted = [.. names.SelectMany(name => new[] { "-e", name })];
        var (_, output, _) = await Tool.RunAsync(
            Tool.Require("tshark"),
            ["-n", "-r", Corpus.File(Capture), "-o", $"tls.keylog_file:{keyLog}", "-T", "fields", .. wanted]
        );
        var keys = new KeyLog();
        using (var content = File.OpenRead(keyLog))
        {
            keys.Read(content);
        }

        var frames = CorpusFrames.Dissect(Capture, keys);

        Assert.Equal(output.TrimEnd('\n').Split('\n'), Lines(frames, names));
        Assert.Contains(frames, frame => frame.Has(FieldCatalogue.Find("http.response")!));
        Assert.DoesNotContain(CorpusFrames.Dissect(Capture), frame => frame.Has(FieldCatalogue.Find("http")!));
    }

    [Theory]
    [InlineData("tls/tls-1.2-stream-keylog.pcap")]
    [InlineData("http/cooper-grill-dvwa.pcapng")]
    public void Lines_point_into_their_view_and_a_header_is_the_bytes_it_points_at(string capture)
    {
        var frames = CorpusFrames.Dissect("captures/" + capture);
        var nodes = frames.SelectMany(frame => Flat(frame.Tree).Select(node => (frame, node)));
        var texts = 0;
        foreach (var (frame, node) in nodes)
        {
            var bytes = frame.Views[node.View].Bytes;
            Assert.InRange(node.Offset + node.Length, 0, bytes.Length);
            if (node.Name is "http.host" or "http.server")
            {
                var text = System.Text.Encoding.UTF8.GetString(bytes.Slice(node.Offset, node.Length).Span);
                Assert.EndsWith(node.Value.ToString(), text, StringComparison.Ordinal);
                texts++;
            }
        }
        Assert.True(capture.StartsWith("tls", StringComparison.Ordinal) || texts > 0);
    }

    [Fact]
    public void Every_frame_comes_out_once_and_in_order()
    {
        var frames = CorpusFrames.Dissect("captures/exfil/dns-tunnel-iodine.pcap");

        Assert.Equal(Enumerable.Range(1, frames.Count).Select(number => (long)number), frames.Select(f => f.Number));
    }

    [Property(MaxTest = 200)]
    public void Never_throws_on_random_frames(byte[][] packets, byte linkType)
    {
        var frames = packets.Select(
            (bytes, i) =>
                new CapturedFrame(
                    new FrameIndexEntry(
                        i + 1,
                        0,
                        i,
                        bytes.Length,
                        (uint)bytes.Length,
                        0,
                        (LinkType)linkType,
                        0,
                        true,
                        true,
                        false,
                        false
                    ),
                    bytes,
                    null,
                    null
                )
        );

        Assert.Equal(packets.Length, CaptureDissector.Dissect(frames).Count());
    }

    private static IEnumerable<string> Lines(IEnumerable<DissectedFrame> frames, string[] names)
    {
        var fields = names.Select(name => FieldCatalogue.Find(name)!).ToList();
        return frames.Select(frame =>
            string.Join('\t', fields.Select(field => string.Join(',', frame.Find(field).Select(field.Print))))
        );
    }

    private static IEnumerable<FieldNode> Flat(IEnumerable<FieldNode> nodes) =>
        nodes.SelectMany(node => Flat(node.Children).Prepend(node));
}
