using FsCheck.Xunit;
using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.Tls;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Tls;

public sealed class TlsAnalyzerTests
{
    private const string WithClientCertificate = "captures/tls/client-certificate.pcap";
    private static readonly FrameStamp s_frame = new(1, 1_000);

    [Fact]
    public void Reads_a_real_handshake_whole()
    {
        var run = new TlsRun().Play(StreamTap.Flows(WithClientCertificate)[0]).Done();

        var row = Assert.Single(run.Rows);
        Assert.Equal("TLSv12", row.Version);
        Assert.Equal("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", row.Cipher);
        Assert.Equal("x25519", row.Curve);
        Assert.Equal("certauth.idrix.fr", row.ServerName);
        Assert.Equal("http/1.1", row.NextProtocol);
        Assert.Equal("CsxkrnXGYIti", row.History);
        Assert.True(row.IsEstablished);
        Assert.False(row.IsResumed);
        Assert.True(row.ServerNameMatchesCertificate);
        Assert.Equal("CN=certauth.idrix.fr", row.Subject);
        Assert.Equal("CN=R3,O=Let's Encrypt,C=US", row.Issuer);
        Assert.False(row.IsSelfSigned);
        Assert.Equal(3, row.CertificateChain!.Count);
        Assert.Equal(2, row.ClientCertificateChain!.Count);
        Assert.Equal(["ssl"], run.Flow.Services);
        Assert.Empty(run.Flow.Weirds);
        Assert.True(row.LastFrame > row.FirstFrame);
        Assert.Equal(5, run.Certificates.Count);
        Assert.All(run.Certificates.Take(3), certificate => Assert.False(certificate.IsClientCertificate));
        Assert.Equal("johanna@corelight.com", Assert.Single(run.Certificates[3].Emails!));
    }

    [Property(MaxTest = 60)]
    public void Any_segmentation_gives_the_same_row(int seed)
    {
        var pieces = StreamTap.Flows(WithClientCertificate)[0];
        var random = new Random(seed);
        var whole = new TlsRun().Play(pieces).Done();
        var cut = new TlsRun();
        foreach (var piece in pieces)
        {
            for (var position = 0; position < piece.Bytes.Length; )
            {
                var length = Math.Min(random.Next(1, 1 << random.Next(1, 12)), piece.Bytes.Length - position);
                cut.Send(piece.Side, piece.Bytes.AsSpan(position, length), piece.Frame);
                position += length;
            }
        }
        cut.Done();

        Assert.Equal(Text(whole), Text(cut));
        Assert.Equal(whole.Certificates.Count, cut.Certificates.Count);
    }

    [Fact]
    public void Every_truncation_gives_no_row_or_a_shorter_one()
    {
        var pieces = StreamTap.Flows(WithClientCertificate)[0];
        var client = pieces.Where(piece => piece.Side == Side.Originator).SelectMany(piece => piece.Bytes).ToArray();
        var helloLength = 5 + ((client[3] << 8) | client[4]);

        for (var length = 0; length < helloLength; length++)
        {
            Assert.Empty(new TlsRun().Send(Side.Originator, client.AsSpan(0, length)).Done().Rows);
        }
        Assert.Equal(
            "C",
            Assert.Single(new TlsRun().Send(Side.Originator, client.AsSpan(0, helloLength)).Done().Rows).History
        );
    }

    [Property(MaxTest = 300)]
    public void Damaged_bytes_do_not_throw(int seed)
    {
        var random = new Random(seed);
        var run = new TlsRun();
        foreach (var piece in StreamTap.Flows(WithClientCertificate)[0])
        {
            var bytes = piece.Bytes.ToArray();
            for (var damage = random.Next(4); damage > 0; damage--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }
            run.Send(piece.Side, bytes, piece.Frame);
        }
        Assert.InRange(run.Done().Rows.Count, 0, 1);
    }

    [Property(MaxTest = 1000)]
    public void Random_bytes_do_not_throw(byte[] client, byte[] server)
    {
        var run = new TlsRun()
            .Send(Side.Originator, Hello.Message(HandshakeType.ClientHello, Hello.Client()), s_frame)
            .Send(Side.Responder, server, s_frame)
            .Send(Side.Originator, client, s_frame)
            .Done();

        Assert.StartsWith("C", Assert.Single(run.Rows).History, StringComparison.Ordinal);
    }

    [Fact]
    public void Tls13_is_established_when_both_sides_send_application_data()
    {
        var run = Tls13().Send(Side.Responder, Hello.Record(ContentType.ApplicationData, new byte[40]), s_frame);
        Assert.Empty(run.Rows);
        run.Send(Side.Originator, Hello.Record(ContentType.ChangeCipherSpec, [1]), s_frame);
        run.Send(Side.Originator, Hello.Record(ContentType.ApplicationData, new byte[40]), new FrameStamp(9, 2_000));

        var row = Assert.Single(run.Rows);
        Assert.Equal("TLSv13", row.Version);
        Assert.Equal("CsI", row.History);
        Assert.Equal("secp256r1", row.Curve);
        Assert.Equal((1, 9), (row.FirstFrame, row.LastFrame));
        Assert.True(row.IsEstablished);
    }

    [Fact]
    public void Application_data_records_allocate_nothing()
    {
        var run = Tls13();
        var record = Hello.Record(ContentType.ApplicationData, new byte[1400]);
        run.Analyzer.OnData(Side.Originator, record, s_frame);
        run.Analyzer.OnData(Side.Responder, record, s_frame);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var count = 0; count < 10_000; count++)
        {
            run.Analyzer.OnData(Side.Responder, record, s_frame);
        }
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void The_first_frame_is_where_the_hello_begins()
    {
        var hello = Hello.Message(HandshakeType.ClientHello, Hello.Client());
        var run = new TlsRun()
            .Send(Side.Originator, hello.AsSpan(0, 3), new FrameStamp(3, 1_000))
            .Send(Side.Originator, hello.AsSpan(3), new FrameStamp(5, 2_000))
            .Done();

        var row = Assert.Single(run.Rows);
        Assert.Equal((3, 5, 2_000), (row.FirstFrame, row.LastFrame, row.Timestamp));
    }

    [Fact]
    public void A_message_over_many_records_and_many_messages_in_one_record_are_read()
    {
        var hello = Hello.Handshake(HandshakeType.ClientHello, Hello.Client());
        var run = new TlsRun();
        foreach (var part in hello.Chunk(7))
        {
            run.Send(Side.Originator, Hello.Record(ContentType.Handshake, part), s_frame);
        }
        var flight = Hello.Concat(
            Hello.Handshake(HandshakeType.ServerHello, Hello.Server(TlsVersion.Tls12, 0x002F)),
            Hello.Handshake(HandshakeType.ServerHelloDone, [])
        );
        run.Send(Side.Responder, Hello.Record(ContentType.Handshake, flight), s_frame).Done();

        Assert.Equal("Csn", Assert.Single(run.Rows).History);
    }

    [Fact]
    public void A_message_too_long_is_passed_by_and_the_next_is_read()
    {
        var run = Tls12();
        var length = HandshakeBuffer.MaxMessageBytes + 10;
        byte[] message = [(byte)HandshakeType.Certificate, .. Hello.U24(length), .. new byte[length]];
        foreach (var part in message.Chunk(16_000))
        {
            run.Send(Side.Responder, Hello.Record(ContentType.Handshake, part), s_frame);
        }
        run.Send(Side.Responder, Hello.Message(HandshakeType.ServerHelloDone, []), s_frame).Done();

        Assert.Equal("Csxn", Assert.Single(run.Rows).History);
        Assert.Equal(["tls_handshake_message_too_long (Certificate)"], run.Flow.Weirds);
    }

    [Fact]
    public void A_chain_too_long_is_cut()
    {
        var run = Tls12();
        var list = Hello.Concat([.. Enumerable.Repeat<byte[]>([0, 0, 1, 0x30], 40)]);
        run.Send(
            Side.Responder,
            Hello.Message(HandshakeType.Certificate, Hello.Concat(Hello.U24(list.Length), list)),
            s_frame
        );

        Assert.Contains("tls_certificate_chain_too_long", run.Flow.Weirds);
        Assert.Contains(run.Flow.Weirds, weird => weird.StartsWith("x509_cert_parse_error", StringComparison.Ordinal));
    }

    [Fact]
    public void A_stapled_response_is_a_file_and_a_certificate_has_no_row_there()
    {
        var response = "response"u8.ToArray();
        byte[] body = [1, .. Hello.U24(response.Length), .. response];
        var message = Hello.Message(HandshakeType.CertificateStatus, body);
        var run = Tls12()
            .Send(Side.Responder, Hello.Message(HandshakeType.Certificate, [0, 0, 4, 0, 0, 1, 0x30]), s_frame)
            .Send(Side.Responder, message.AsSpan(0, 8), new FrameStamp(7, 2_000))
            .Send(Side.Responder, message.AsSpan(8), new FrameStamp(9, 3_000));

        var file = Assert.Single(run.Files);
        Assert.Equal("application/ocsp-response", file.MimeType);
        Assert.Equal(("SSL", 8, false), (file.Source, file.SeenBytes, file.IsOriginator));
        Assert.Equal((3_000, 7, 9), (file.Timestamp, file.FirstFrame, file.LastFrame));
    }

    [Fact]
    public void An_empty_certificate_and_a_broken_list_are_named()
    {
        var run = Tls12();
        run.Send(Side.Responder, Hello.Message(HandshakeType.Certificate, [0, 0, 6, 0, 0, 0, 0, 9, 9]), s_frame).Done();

        Assert.Equal(["zero_length_certificate", "tls_certificate_list_broken"], run.Flow.Weirds);
        Assert.Null(run.Rows[0].CertificateChain);
    }

    [Fact]
    public void A_session_that_the_server_knows_again_is_resumed()
    {
        var hello = Hello.Client();
        byte[] client = [.. hello[..34], 4, 1, 2, 3, 4, .. hello[35..]];
        var answer = Hello.Server(TlsVersion.Tls12, 0x002F);
        byte[] server = [.. answer[..34], 4, 1, 2, 3, 4, .. answer[35..]];
        var run = new TlsRun()
            .Send(Side.Originator, Hello.Message(HandshakeType.ClientHello, client), s_frame)
            .Send(Side.Responder, Hello.Message(HandshakeType.ServerHello, server), s_frame)
            .Done();

        Assert.True(Assert.Single(run.Rows).IsResumed);
    }

    [Fact]
    public void Alerts_are_named_and_after_encryption_not_read()
    {
        var run = Tls12()
            .Send(Side.Responder, Hello.Record(ContentType.Alert, [2, 40]), s_frame)
            .Send(Side.Responder, Hello.Record(ContentType.ChangeCipherSpec, [1]), s_frame)
            .Send(Side.Responder, Hello.Record(ContentType.Alert, new byte[32]), s_frame)
            .Done();

        var row = Assert.Single(run.Rows);
        Assert.Equal("handshake_failure", row.LastAlert);
        Assert.Equal("Csli", row.History);
    }

    [Fact]
    public void The_Heartbleed_request_is_named()
    {
        var run = Tls12()
            .Send(Side.Originator, Hello.Record(ContentType.Heartbeat, [1, 0x40, 0x00]), s_frame)
            .Send(Side.Responder, Hello.Record(ContentType.Heartbeat, [2, 0x40, 0x00, .. new byte[16_000]]), s_frame)
            .Done();

        Assert.Equal(
            [
                "tls_heartbeat",
                "tls_heartbeat_overread (16384 bytes asked of 3)",
                "tls_heartbeat_response_longer (16003 bytes for 3)",
            ],
            run.Flow.Weirds
        );
        Assert.Equal("CsBb", Assert.Single(run.Rows).History);
    }

    [Fact]
    public void A_hello_of_the_responder_turns_the_roles()
    {
        var run = new TlsRun()
            .Send(Side.Responder, Hello.Message(HandshakeType.ClientHello, Hello.Client()), s_frame)
            .Send(Side.Originator, Hello.Message(HandshakeType.ServerHello, Hello.Server(0x0303, 0x002F)), s_frame)
            .Done();

        Assert.Equal("^Cs", Assert.Single(run.Rows).History);
    }

    [Fact]
    public void A_retry_request_is_followed_by_the_second_hello()
    {
        var retry = Hello.Server(TlsVersion.Tls12, 0x1302, (ExtensionType.SupportedVersions, [3, 4]));
        Convert
            .FromHexString("CF21AD74E59A6111BE1D8C021E65B891C2A211167ABB8C5E079E09E2C8A8339C")
            .CopyTo(retry.AsSpan(2));
        var run = new TlsRun()
            .Send(Side.Originator, Hello.Message(HandshakeType.ClientHello, Hello.Client()), s_frame)
            .Send(Side.Responder, Hello.Message(HandshakeType.ServerHello, retry), s_frame)
            .Send(Side.Responder, Hello.Record(ContentType.ChangeCipherSpec, [1]), s_frame)
            .Send(Side.Originator, Hello.Record(ContentType.ChangeCipherSpec, [1]), s_frame)
            .Send(Side.Originator, Hello.Message(HandshakeType.ClientHello, Hello.Client()), s_frame)
            .Done();

        Assert.Equal("CjiIC", Assert.Single(run.Rows).History);
    }

    [Fact]
    public void Ssl2_is_read_to_the_clients_key()
    {
        byte[] client = [1, 0, 2, 0, 3, 0, 0, 0, 16, 1, 0, 0x80, .. new byte[16]];
        byte[] server = [4, 0, 1, 0, 2, 0, 2, 0, 3, 0, 16, 0x30, 0, 1, 0, 0x80, .. new byte[16]];
        byte[] key = [2, 1, 0, 0x80, 0, 0, 0, 0, 0, 0, 0];
        var run = new TlsRun()
            .Send(Side.Originator, Ssl2(client), s_frame)
            .Send(Side.Responder, Ssl2(server), s_frame)
            .Send(Side.Originator, Ssl2(key), s_frame)
            .Done();

        var row = Assert.Single(run.Rows);
        Assert.Equal(("SSLv2", "SSLv20_CK_RC4_128_WITH_MD5", "Cs"), (row.Version, row.Cipher, row.History));
        Assert.True(row.IsEstablished);
        Assert.Equal(Claim.Yes, Claims(Ssl2(client)));
    }

    [Fact]
    public void A_Tls_server_may_answer_a_hello_of_Ssl2()
    {
        byte[] client = [1, 3, 1, 0, 3, 0, 0, 0, 16, 0, 0, 0x2F, .. new byte[16]];
        var run = new TlsRun()
            .Send(Side.Originator, Ssl2(client), s_frame)
            .Send(Side.Responder, Hello.Message(HandshakeType.ServerHello, Hello.Server(0x0301, 0x002F)), s_frame)
            .Done();

        Assert.Equal(("TLSv10", "Cs"), (run.Rows[0].Version, run.Rows[0].History));
    }

    [Fact]
    public void What_is_not_Tls_is_handed_back_without_a_row()
    {
        var run = new TlsRun().Send(Side.Originator, "GET / HTTP/1.1\r\n\r\n"u8, s_frame).Done();

        Assert.NotNull(run.Flow.Rejection);
        Assert.Empty(run.Rows);
    }

    [Fact]
    public void An_answer_that_is_not_Tls_keeps_the_clients_hello()
    {
        var run = new TlsRun()
            .Send(Side.Originator, Hello.Message(HandshakeType.ClientHello, Hello.Client()), s_frame)
            .Send(Side.Responder, "HTTP/1.0 400 Bad Request\r\n"u8, s_frame)
            .Done();

        Assert.Null(run.Flow.Rejection);
        Assert.Equal("C", Assert.Single(run.Rows).History);
        Assert.StartsWith("tls_unreadable", Assert.Single(run.Flow.Weirds), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gap_inside_skipped_bytes_harms_nothing_and_one_elsewhere_ends_the_side()
    {
        var run = Tls12();
        var record = Hello.Record(ContentType.ApplicationData, new byte[100]);
        run.Send(Side.Responder, record.AsSpan(0, 50), s_frame);
        run.Analyzer.OnGap(Side.Responder, 30, s_frame);
        run.Send(Side.Responder, record.AsSpan(80), s_frame);
        run.Send(Side.Responder, Hello.Message(HandshakeType.ServerHelloDone, []), s_frame);
        run.Analyzer.OnGap(Side.Responder, 30, s_frame);
        run.Send(Side.Responder, Hello.Message(HandshakeType.ServerHelloDone, []), s_frame);
        run.Send(Side.Originator, Hello.Message(HandshakeType.ClientKeyExchange, []), s_frame).Done();

        Assert.Equal("CsnG", Assert.Single(run.Rows).History);
    }

    private static Claim Claims(byte[] bytes) => new TlsProtocol().Claims(new TlsRun().Flow, Side.Originator, bytes);

    private static byte[] Ssl2(byte[] message) =>
        Hello.Concat([(byte)(0x80 | (message.Length >> 8)), (byte)message.Length], message);

    private static TlsRun Tls12() =>
        new TlsRun()
            .Send(Side.Originator, Hello.Message(HandshakeType.ClientHello, Hello.Client()), s_frame)
            .Send(Side.Responder, Hello.Message(HandshakeType.ServerHello, Hello.Server(0x0303, 0x002F)), s_frame);

    private static TlsRun Tls13()
    {
        var server = Hello.Server(
            TlsVersion.Tls12,
            0x1301,
            (ExtensionType.SupportedVersions, [3, 4]),
            (ExtensionType.KeyShare, [0, 23, 0, 1, 4])
        );
        return new TlsRun()
            .Send(Side.Originator, Hello.Message(HandshakeType.ClientHello, Hello.Client()), s_frame)
            .Send(Side.Responder, Hello.Message(HandshakeType.ServerHello, server), s_frame);
    }

    private static string Text(TlsRun run)
    {
        var row = Assert.Single(run.Rows);
        return string.Join(
            '\n',
            SslRecord.Table.Readers.Select(column => column.Read.DynamicInvoke(row) is { } value ? Show(value) : "-")
        );
    }

    private static string Show(object value) =>
        value is IReadOnlyList<string> list ? string.Join(',', list) : value.ToString()!;
}
