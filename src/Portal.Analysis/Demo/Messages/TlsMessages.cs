using Portal.Analysis.Demo.Wire;

namespace Portal.Analysis.Demo.Messages;

/// <summary>TLS records and handshake messages (RFC 5246, RFC 8446), as far as a handshake shows them in clear.</summary>
internal static class TlsMessages
{
    private const int ChangeCipherSpec = 20;
    private const int Handshake = 22;
    private const int Application = 23;
    private const int MaxFragment = 16384;

    public static byte[] ClientHello(TlsClientProfile profile, string? serverName, DemoRandom random)
    {
        var body = new WireWriter()
            .U16(0x0303)
            .Raw(random.Bytes(32))
            .Block(1, id => id.Raw(profile.OffersTls13 ? random.Bytes(32) : []))
            .Block(2, suites => Each(suites, profile.CipherSuites))
            .Block(1, compression => compression.U8(0))
            .Block(
                2,
                extensions =>
                {
                    foreach (var type in profile.Extensions.Where(type => type != 0 || serverName is not null))
                    {
                        extensions.U16(type).Block(2, data => Extension(data, type, profile, serverName, random));
                    }
                }
            );
        return Record(Handshake, 0x0301, Message(1, body));
    }

    /// <summary>ServerHello, Certificate, ServerKeyExchange, ServerHelloDone of TLS 1.2 with one ECDHE suite.</summary>
    public static byte[] ServerFlight12(ushort suite, IReadOnlyList<byte[]> chain, string? protocol, DemoRandom random)
    {
        var hello = new WireWriter()
            .U16(0x0303)
            .Raw(random.Bytes(32))
            .Block(1, id => id.Raw(random.Bytes(32)))
            .U16(suite)
            .U8(0)
            .Block(
                2,
                extensions =>
                {
                    extensions.U16(65281).Block(2, data => data.U8(0));
                    extensions.U16(11).Block(2, data => data.U8(1).U8(0));
                    if (protocol is not null)
                    {
                        extensions
                            .U16(16)
                            .Block(2, data => data.Block(2, list => list.Block(1, name => name.Ascii(protocol))));
                    }
                }
            );
        var certificates = new WireWriter().Block(
            3,
            list =>
            {
                foreach (var certificate in chain)
                {
                    list.Block(3, bytes => bytes.Raw(certificate));
                }
            }
        );
        var keyExchange = new WireWriter()
            .U8(3)
            .U16(29)
            .Block(1, point => point.Raw(random.Bytes(32)))
            .U16(0x0804)
            .Block(2, signature => signature.Raw(random.Bytes(256)));
        return
        [
            .. Record(Handshake, 0x0303, Message(2, hello)),
            .. Record(Handshake, 0x0303, Message(11, certificates)),
            .. Record(Handshake, 0x0303, Message(12, keyExchange)),
            .. Record(Handshake, 0x0303, Message(14, new WireWriter())),
        ];
    }

    /// <summary>ClientKeyExchange, ChangeCipherSpec and the encrypted Finished.</summary>
    public static byte[] ClientFinish12(DemoRandom random) =>
        [
            .. Record(Handshake, 0x0303, Message(16, new WireWriter().Block(1, point => point.Raw(random.Bytes(32))))),
            .. Record(ChangeCipherSpec, 0x0303, new WireWriter().U8(1)),
            .. Record(Handshake, 0x0303, new WireWriter().Raw(random.Bytes(40))),
        ];

    public static byte[] ServerFinish12(DemoRandom random) =>
        [
            .. Record(ChangeCipherSpec, 0x0303, new WireWriter().U8(1)),
            .. Record(Handshake, 0x0303, new WireWriter().Raw(random.Bytes(40))),
        ];

    /// <summary>ServerHello of TLS 1.3, then the encrypted rest of its flight.</summary>
    public static byte[] ServerFlight13(ushort suite, DemoRandom random)
    {
        var hello = new WireWriter()
            .U16(0x0303)
            .Raw(random.Bytes(32))
            .Block(1, id => id.Raw(random.Bytes(32)))
            .U16(suite)
            .U8(0)
            .Block(
                2,
                extensions =>
                {
                    extensions.U16(43).Block(2, data => data.U16(0x0304));
                    extensions.U16(51).Block(2, data => data.U16(29).Block(2, key => key.Raw(random.Bytes(32))));
                }
            );
        return
        [
            .. Record(Handshake, 0x0303, Message(2, hello)),
            .. Record(ChangeCipherSpec, 0x0303, new WireWriter().U8(1)),
            .. ApplicationData(random.Bytes(3200)),
        ];
    }

    public static byte[] ClientFinish13(DemoRandom random) =>
        [.. Record(ChangeCipherSpec, 0x0303, new WireWriter().U8(1)), .. ApplicationData(random.Bytes(53))];

    /// <summary>Encrypted bytes in as many records as they need.</summary>
    public static byte[] ApplicationData(ReadOnlySpan<byte> encrypted)
    {
        var records = new WireWriter();
        while (!encrypted.IsEmpty)
        {
            var part = encrypted[..Math.Min(MaxFragment, encrypted.Length)];
            records.Raw(Record(Application, 0x0303, new WireWriter().Raw(part)));
            encrypted = encrypted[part.Length..];
        }
        return records.ToArray();
    }

    private static void Extension(
        WireWriter data,
        ushort type,
        TlsClientProfile profile,
        string? serverName,
        DemoRandom random
    )
    {
        switch (type)
        {
            case 0:
                data.Block(2, list => list.U8(0).Block(2, name => name.Ascii(serverName!)));
                break;
            case 5:
                data.U8(1).U16(0).U16(0);
                break;
            case 10:
                data.Block(2, groups => Each(groups, profile.Groups));
                break;
            case 11:
                data.Block(1, formats => formats.U8(0));
                break;
            case 13:
                data.Block(2, list => Each(list, [0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601]));
                break;
            case 16:
                data.Block(
                    2,
                    list =>
                    {
                        foreach (var protocol in profile.Protocols)
                        {
                            list.Block(1, name => name.Ascii(protocol));
                        }
                    }
                );
                break;
            case 27:
                data.Block(1, algorithms => algorithms.U16(2));
                break;
            case 43:
                data.Block(1, versions => Each(versions, profile.OffersTls13 ? [0x0304, 0x0303] : [0x0303]));
                break;
            case 45:
                data.Block(1, modes => modes.U8(1));
                break;
            case 51:
                data.Block(2, shares => shares.U16(29).Block(2, key => key.Raw(random.Bytes(32))));
                break;
            case 65281:
                data.U8(0);
                break;
            default:
                break;
        }
    }

    private static void Each(WireWriter writer, IEnumerable<ushort> values)
    {
        foreach (var value in values)
        {
            writer.U16(value);
        }
    }

    private static WireWriter Message(int type, WireWriter body) =>
        new WireWriter().U8(type).Block(3, bytes => bytes.Raw(body.ToArray()));

    private static byte[] Record(int type, int version, WireWriter body) =>
        new WireWriter().U8(type).U16(version).Block(2, bytes => bytes.Raw(body.ToArray())).ToArray();
}
