using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Tls;

/// <summary>The hellos of TLS, of DTLS and of TLS in QUIC (RFC 8446 §4.1, RFC 6347 §4.2.1).</summary>
internal static class HelloFields
{
    private const int RandomBytes = 32;

    /// <summary>The lines of a whole message; returns its text for the packet list, null when it is no hello.</summary>
    public static string? Add(FieldTree tree, HandshakeType type, int at, ReadOnlySpan<byte> body, HelloCarrier carrier)
    {
        if (type == HandshakeType.ClientHello && ClientHello.TryParse(body, carrier.IsDatagram, out var client))
        {
            AddStart(tree, at, body, client.Version, carrier);
            AddClient(tree, at, body, client, carrier);
            return client.ServerNames is [var host, ..] ? $"Client Hello (SNI={host})" : null;
        }
        if (type == HandshakeType.ServerHello && ServerHello.TryParse(body, out var server))
        {
            AddStart(tree, at, body, server.Version, carrier);
            tree.Protocol = TlsFields.Version(server.SelectedVersion ?? server.Version);
            AddServer(tree, at, body.Length, server, carrier);
            return server.IsRetryRequest ? "Hello Retry Request" : null;
        }
        if (type == HandshakeType.HelloVerifyRequest && body.Length >= 3)
        {
            tree.Hex(carrier.Name("version"), "Version", (body[0] << 8) | body[1], 4, at, 2);
            AddCookie(tree, at + 2, body[2], carrier);
        }
        return null;
    }

    /// <summary>Returns its bytes, with its length.</summary>
    private static int AddCookie(FieldTree tree, int at, int length, HelloCarrier carrier)
    {
        tree.Number(carrier.Name("cookie_length"), "Cookie Length", length, at, 1);
        if (length > 0)
        {
            tree.Raw(FieldKind.Bytes, carrier.Name("cookie"), "Cookie", at + 1, length);
        }
        return 1 + length;
    }

    private static void AddStart(FieldTree tree, int at, ReadOnlySpan<byte> body, int version, HelloCarrier carrier)
    {
        tree.Hex(carrier.Name("version"), "Version", version, 4, at, 2);
        tree.Raw(FieldKind.Bytes, carrier.Name("random"), "Random", at + 2, RandomBytes);
        int session = body[2 + RandomBytes];
        tree.Number(carrier.Name("session_id_length"), "Session ID Length", session, at + 2 + RandomBytes, 1);
        if (session > 0)
        {
            tree.Raw(FieldKind.Bytes, carrier.Name("session_id"), "Session ID", at + 3 + RandomBytes, session);
        }
    }

    private static void AddClient(
        FieldTree tree,
        int at,
        ReadOnlySpan<byte> body,
        ClientHello hello,
        HelloCarrier carrier
    )
    {
        var length = body.Length;
        var suites = at + 3 + RandomBytes + hello.SessionId.Length;
        if (carrier.IsDatagram)
        {
            suites += AddCookie(tree, suites, body[3 + RandomBytes + hello.SessionId.Length], carrier);
        }
        tree.Number(
            carrier.Name("cipher_suites_length"),
            "Cipher Suites Length",
            hello.CipherSuites.Length * 2,
            suites,
            2
        );
        for (var i = 0; i < hello.CipherSuites.Length; i++)
        {
            AddSuite(tree, hello.CipherSuites[i], suites + 2 + (2 * i), carrier);
        }
        AddTypes(tree, hello.ExtensionTypes, at, length, carrier);
        foreach (var name in hello.ServerNames)
        {
            tree.Text(carrier.Name("extensions_server_name"), "Server Name", name, at, length);
        }
        foreach (var protocol in hello.Protocols)
        {
            var text = Encoding.UTF8.GetString(protocol);
            tree.Text(carrier.Name("extensions_alpn_str"), "ALPN", text, at, length);
        }
        foreach (var version in hello.SupportedVersions)
        {
            tree.Hex(carrier.Name("extensions.supported_version"), "Supported Version", version, 4, at, length);
        }
        foreach (var group in hello.Groups)
        {
            tree.Hex(carrier.Name("extensions_supported_group"), "Supported Group", group, 4, at, length);
        }
        tree.Text(carrier.Name("ja3"), "JA3", Ja3.Of(hello), at, length);
        tree.Text(carrier.Name("ja4"), "JA4", Ja4.Of(hello, carrier.Letter), at, length);
    }

    private static void AddServer(FieldTree tree, int at, int length, ServerHello hello, HelloCarrier carrier)
    {
        AddSuite(tree, hello.CipherSuite, at + 3 + RandomBytes + hello.SessionId.Length, carrier);
        AddTypes(tree, hello.ExtensionTypes, at, length, carrier);
        if (hello.SelectedVersion is { } version)
        {
            tree.Hex(carrier.Name("extensions.supported_version"), "Supported Version", version, 4, at, length);
        }
        if (hello.Protocol is { } protocol)
        {
            tree.Text(carrier.Name("extensions_alpn_str"), "ALPN", protocol, at, length);
        }
        tree.Text(carrier.Name("ja3s"), "JA3S", Ja3.Of(hello), at, length);
    }

    private static void AddSuite(FieldTree tree, int suite, int at, HelloCarrier carrier) =>
        tree.Add(
            carrier.Name("ciphersuite"),
            $"Cipher Suite: {NumberNames.CipherSuites[suite]} (0x{suite:x4})",
            FieldValue.OfNumber(suite),
            at,
            2
        );

    private static void AddTypes(FieldTree tree, ushort[] types, int at, int length, HelloCarrier carrier)
    {
        foreach (var type in types)
        {
            tree.Number(carrier.Name("extension.type"), "Extension Type", type, at, length);
        }
    }
}
