using System.IO.Compression;
using System.Text;
using Portal.Fuzz.Seeds;
using Portal.Traffic;
using Portal.Traffic.Captures;
using Portal.Traffic.Files;
using Portal.Traffic.Filters;
using Portal.Traffic.Inspection;
using Portal.Traffic.KeyLogs;
using Portal.Traffic.Mime;
using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.Http;
using Portal.Traffic.Protocols.Tls.Certificates;

namespace Portal.Fuzz.Targets;

/// <summary>The readers of files, messages, certificates and packed contents.</summary>
internal static class FileReaders
{
    private const int PieceBytes = 100;

    private static ReadOnlySpan<byte> CertificateStart => [0x30, 0x82];

    /// <summary>A hostile body may unpack to <c>HttpLimits.FreeDecodedBytes</c> whatever its size; the buffers are pooled.</summary>
    private const long UnpackingBytes = 24 << 20;

    public static IEnumerable<BytesTarget> All { get; } =
    [
        new("file/any", corpus => corpus.AllFiles.Take(200), Carry),
        .. FileFormats.All.Values.Select(format => new BytesTarget(
            $"file/{format.MimeType.Split('/')[1]}",
            corpus => corpus.Files(format.MimeType),
            input => ReadFormat(format, input)
        )),
        new("file/certificate", Certificates, input => Certificate.TryParse(input, out _)),
        new("file/message", Messages, ReadMessage),
        new(
            "decoder/gzip",
            corpus => Packed(corpus, s => new GZipStream(s, CompressionLevel.Optimal)),
            input => Unpack(HttpCoding.Gzip, input),
            UnpackingBytes
        ),
        new(
            "decoder/deflate",
            corpus => Packed(corpus, s => new ZLibStream(s, CompressionLevel.Optimal)),
            input => Unpack(HttpCoding.Deflate, input),
            UnpackingBytes
        ),
        new(
            "decoder/brotli",
            corpus => Packed(corpus, s => new BrotliStream(s, CompressionLevel.Optimal)),
            input => Unpack(HttpCoding.Brotli, input),
            UnpackingBytes
        ),
        new("text/key-log", _ => KeyLogs(), ReadKeyLog),
        new("text/filter", _ => Filters(), ReadFilter),
    ];

    /// <summary>A file as a flow carries it: judged, digested, read by its format.</summary>
    private static void Carry(ReadOnlySpan<byte> input)
    {
        var flow = new FuzzFlow(Transports.Tcp, 80, isShown: false);
        var file = flow.Files.Open("HTTP", Side.Responder, flow.NextFrame());
        for (; !input.IsEmpty; input = input[Math.Min(PieceBytes, input.Length)..])
        {
            file.Data(input[..Math.Min(PieceBytes, input.Length)], flow.NextFrame());
        }
        file.Close(flow.NextFrame());
        flow.Finish();
    }

    private static void ReadFormat(IFileFormat format, ReadOnlySpan<byte> input)
    {
        var flow = new FuzzFlow(Transports.Tcp, 80, isShown: false);
        var file = flow.Files.Open("HTTP", Side.Responder, flow.NextFrame());
        var reader = format.Start(file, flow.Records);
        for (; !input.IsEmpty; input = input[Math.Min(PieceBytes, input.Length)..])
        {
            reader.OnData(input[..Math.Min(PieceBytes, input.Length)]);
        }
        reader.OnClose(flow.Current, flow.NextFrame());
    }

    /// <summary>In the handshakes of TLS, behind the type and three lengths of three bytes.</summary>
    private static IEnumerable<byte[]> Certificates(CorpusSeeds corpus)
    {
        foreach (var session in corpus.Sessions("ssl", Transports.Tcp))
        {
            var at = session.AsSpan().IndexOf(CertificateStart);
            if (at > 0)
            {
                yield return session[at..Math.Min(session.Length, at + 3000)];
            }
        }
        foreach (var path in Directory.EnumerateFiles(Portal.Samples.Corpus.Top, "*.der", SearchOption.AllDirectories))
        {
            if (path.Contains("Certificates", StringComparison.Ordinal))
            {
                yield return File.ReadAllBytes(path);
            }
        }
    }

    private static IEnumerable<byte[]> Messages(CorpusSeeds corpus)
    {
        foreach (var session in corpus.Sessions("smtp", Transports.Tcp).Concat(corpus.Sessions("imap", Transports.Tcp)))
        {
            var at = session.AsSpan().IndexOf("Received:"u8);
            at = at < 0 ? session.AsSpan().IndexOf("From:"u8) : at;
            if (at > 0)
            {
                yield return session[at..];
            }
        }
        yield return "From: a\r\nContent-Type: multipart/mixed; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/plain; name*0*=utf-8''a%20; name*1=b\r\nContent-Transfer-Encoding: base64\r\n\r\nQUJD\r\n--x\r\nContent-Disposition: attachment; filename=\"=?utf-8?Q?a=C3=A4?=\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\na=3D=\r\nb\r\n--x--\r\n"u8.ToArray();
    }

    private static void ReadMessage(ReadOnlySpan<byte> input)
    {
        var flow = new FuzzFlow(Transports.Tcp, 25, isShown: false);
        var files = new MimeFiles(flow.Files, "SMTP", Side.Originator);
        var reader = new MimeReader(files) { Body = new MessageBody(flow.Files, "SMTP", Side.Originator) };
        while (!input.IsEmpty)
        {
            var end = input.IndexOf((byte)'\n');
            var line = end < 0 ? input : input[..end];
            input = end < 0 ? default : input[(end + 1)..];
            reader.Line(line.TrimEnd((byte)'\r'), isStart: true, isEnd: true, flow.NextFrame());
        }
        reader.Flush();
        reader.End(flow.NextFrame());
        flow.Finish();
    }

    private static IEnumerable<byte[]> Packed(CorpusSeeds corpus, Func<Stream, Stream> packer)
    {
        foreach (var file in corpus.AllFiles.Take(30))
        {
            var packed = new MemoryStream();
            using (var writer = packer(packed))
            {
                writer.Write(file);
            }
            yield return packed.ToArray();
        }
    }

    private static void Unpack(HttpCoding coding, ReadOnlySpan<byte> input)
    {
        using var decoder = new HttpDecoder(coding);
        for (var start = 0; start < input.Length; start += PieceBytes)
        {
            var piece = input[start..Math.Min(start + PieceBytes, input.Length)];
            while (decoder.Next(ref piece, out var output))
            {
                if (output.IsEmpty)
                {
                    throw new InvalidDataException("the decoder says there is more, and gives nothing");
                }
            }
        }
    }

    private static IEnumerable<byte[]> KeyLogs() =>
        [
            .. CorpusKeys.Texts.Select(text => text[..Math.Min(text.Length, 2000)]),
            Encoding.ASCII.GetBytes(
                $"# made by hand\nCLIENT_RANDOM {new string('a', 64)} {new string('b', 96)}\r\n"
                    + $"CLIENT_TRAFFIC_SECRET_0 {new string('c', 64)} {new string('d', 64)}\nRSA {new string('e', 16)} {new string('f', 96)}\n"
            ),
        ];

    private static void ReadKeyLog(ReadOnlySpan<byte> input)
    {
        KeyLog.Claims(input);
        var keys = new KeyLog();
        using var content = new MemoryStream(input.ToArray(), writable: false);
        var reading = keys.Read(content);
        if (reading.Secrets != keys.Count)
        {
            throw new InvalidDataException($"{reading.Secrets} secrets were read and {keys.Count} are there");
        }
    }

    private static IEnumerable<byte[]> Filters() =>
        new[]
        {
            "ip.addr == 10.0.0.0/8 && tcp.port in {80, 443, 8000..8080}",
            "not arp and (dns.qry.name contains \"evil\" or http.host matches \"(?i)^a.*\\\\.example$\")",
            "frame.number >= 5 && frame.len <= 1500 || !(eth.addr == 00:11:22:33:44:55)",
            "tcp.flags & 0x12 and ipv6.addr == fe80::/10 xor udp",
            "frame.time > \"2025-11-15 10:00:00\" and tcp.payload[0:4] == 47:45:54:20",
            "any tcp.port == 80 and upper(http.request.method) == \"GET\" and len(http.host) > 3",
        }.Select(Encoding.UTF8.GetBytes);

    private static void ReadFilter(ReadOnlySpan<byte> input)
    {
        if (DisplayFilter.TryParse(Encoding.UTF8.GetString(input), out var filter, out var error))
        {
            filter.Matches(s_frame);
        }
        else if (error.Message.Length == 0)
        {
            throw new InvalidDataException("refused without a reason");
        }
    }

    private static readonly DissectedFrame s_frame = FrameDissector.Dissect(
        1,
        UnixTime.NanosecondsPerSecond,
        LinkType.Raw,
        Convert.FromHexString(
            "4500003c000140004011b7680a000001c0000250c350003500280000123401000001000000000000046576696c076578616d706c65000001 0001".Replace(
                " ",
                "",
                StringComparison.Ordinal
            )
        ),
        60
    );
}
