using FsCheck.Xunit;
using Portal.Traffic.Protocols.Tls;

namespace Portal.Traffic.Tests.Protocols.Tls;

public sealed class ClientHelloTests
{
    private const int RecordAndHandshakeHeaders = 9;
    private const string Chrome = "captures/tls/chrome-1250-tls-x25519-kyber.pcap";

    [Fact]
    public void Reads_a_real_hello_whole()
    {
        Assert.True(ClientHello.TryParse(ChromeHello(), isDatagram: false, out var hello));

        Assert.Equal(0x0303, hello.Version);
        Assert.Equal(32, hello.SessionId.Length);
        Assert.Equal([0xEAEA, 0x1301, 0x1302, 0x1303], hello.CipherSuites[..4]);
        Assert.Equal(16, hello.CipherSuites.Length);
        Assert.Equal(
            [27242, 35, 13, 11, 10, 27, 17513, 51, 16, 43, 23, 65281, 5, 45, 65037, 18, 0, 19018],
            hello.ExtensionTypes
        );
        Assert.Equal(["lh3.google.com"], hello.ServerNames);
        Assert.Equal(["h2"u8.ToArray(), "http/1.1"u8.ToArray()], hello.Protocols);
        Assert.Equal([0xCACA, 0x6399, 0x001D, 0x0017, 0x0018], hello.Groups);
        Assert.Equal([0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601], hello.SignatureAlgorithms);
        Assert.Equal([0x8A8A, 0x0304, 0x0303], hello.SupportedVersions);
        Assert.Equal([0], hello.PointFormats);
        Assert.False(hello.HasBrokenExtensions);
        Assert.False(hello.HasOddServerName);
        Assert.Equal("9d33d8206d4fec4c8b1423c728f4cd3c", Ja3.Of(hello));
    }

    [Fact]
    public void Refuses_every_truncation()
    {
        var body = ChromeHello();
        var complete = 2 + 32 + 1 + 32 + 2 + 32 + 1 + 1; // up to the compression methods: extensions are optional

        for (var length = 0; length < body.Length; length++)
        {
            var isRead = ClientHello.TryParse(body.AsSpan(0, length), isDatagram: false, out var hello);
            Assert.Equal(length >= complete, isRead);
            Assert.True(!isRead || length == complete || hello.HasBrokenExtensions, $"cut to {length}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Refuses_a_list_of_suites_of_odd_or_no_length(int bytes)
    {
        var body = Hello.Concat(Hello.U16(0x0303), new byte[33], Hello.U16(bytes), new byte[bytes], [1, 0]);

        Assert.False(ClientHello.TryParse(body, isDatagram: false, out _));
    }

    [Fact]
    public void Stops_after_too_many_extensions()
    {
        var extensions = Enumerable
            .Range(0, HelloExtensions.MaxExtensions + 5)
            .Select(number => ((ushort)(number + 1000), Array.Empty<byte>()))
            .ToArray();

        Assert.True(ClientHello.TryParse(Hello.Client(extensions: extensions), isDatagram: false, out var hello));
        Assert.True(hello.HasBrokenExtensions);
        Assert.Equal(HelloExtensions.MaxExtensions, hello.ExtensionTypes.Length);
    }

    [Fact]
    public void Keeps_what_stands_before_a_broken_extension()
    {
        var body = Hello.Client(extensions: [(0, Hello.ServerName("a.example")), (16, Hello.Protocol((byte)'h'))]);
        body[^5] = 0xFF; // the length of the second

        Assert.True(ClientHello.TryParse(body, isDatagram: false, out var hello));
        Assert.Equal(["a.example"], hello.ServerNames);
        Assert.True(hello.HasBrokenExtensions);
    }

    [Fact]
    public void Passes_over_the_cookie_of_a_datagram()
    {
        var body = Hello.Client(TlsVersion.Dtls12);
        byte[] withCookie = [.. body[..35], 3, 1, 2, 3, .. body[35..]];

        Assert.True(ClientHello.TryParse(withCookie, isDatagram: true, out var hello));
        Assert.Equal([0x1301], hello.CipherSuites);
    }

    [Property(MaxTest = 2000)]
    public void Random_bytes_do_not_throw(byte[] bytes, bool isDatagram)
    {
        if (ClientHello.TryParse(bytes, isDatagram, out var hello))
        {
            Assert.Equal(36, Ja4.Of(hello, 't').Length);
        }
    }

    [Property(MaxTest = 1000)]
    public void Random_extensions_do_not_throw(byte[] bytes, bool isDatagram)
    {
        byte[] body = [.. Hello.Client(), .. isDatagram ? Hello.U16(bytes.Length) : [], .. bytes];

        Assert.True(ClientHello.TryParse(body, isDatagram: false, out var hello));
        Assert.Equal(32, Ja3.Of(hello).Length);
    }

    private static byte[] ChromeHello() =>
        [
            .. StreamTap
                .Flows(Chrome)[0]
                .Where(piece => piece.Side == Side.Originator)
                .SelectMany(piece => piece.Bytes)
                .Take(HelloRecordLength())
                .Skip(RecordAndHandshakeHeaders),
        ];

    private static int HelloRecordLength()
    {
        var head = StreamTap.Flows(Chrome)[0].First(piece => piece.Side == Side.Originator).Bytes;
        return 5 + ((head[3] << 8) | head[4]);
    }
}
