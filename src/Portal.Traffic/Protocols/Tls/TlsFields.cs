using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Tls;

/// <summary>The TLS records that begin in this segment (RFC 8446 §5.1) and the hellos in them.</summary>
internal static class TlsFields
{
    private const int RecordHeader = 5;
    private const int HandshakeHeader = 4;
    private const int RandomBytes = 32;

    /// <summary>RFC 8446 §5.2: 2^14 + 256; TLS 1.2 allowed 2^14 + 2048.</summary>
    private const int MaxRecordBytes = (1 << 14) + 2048;

    public static bool Claims(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= RecordHeader
        && bytes[0] is >= (byte)ContentType.ChangeCipherSpec and <= (byte)ContentType.Heartbeat
        && bytes[1] == 3
        && bytes[2] <= 4
        && ((bytes[3] << 8) | bytes[4]) <= MaxRecordBytes;

    /// <summary>One whole record; the state is a <see cref="TlsRecordState"/>.</summary>
    public static void Add(FieldTree tree, in FieldMessage message)
    {
        var bytes = message.Bytes;
        tree.BeginProtocol("tls", "Transport Layer Security", message.At, bytes.Length, message.End);
        var state = (TlsRecordState)message.State!;
        tree.Protocol = state.IsTls13 ? Version(TlsVersion.Tls13) : Version((bytes[1] << 8) | bytes[2]);
        tree.Info = AddRecord(tree, message.At, bytes, state);
        tree.End();
    }

    /// <summary>The records of a segment of which nothing else is known.</summary>
    public static void Add(FieldTree tree, int at, ReadOnlySpan<byte> bytes)
    {
        tree.BeginProtocol("tls", "Transport Layer Security", at, bytes.Length, at + bytes.Length);
        tree.Protocol = Version((bytes[1] << 8) | bytes[2]);
        var parts = new List<string>();
        var isEncrypted = false;
        while (Claims(bytes))
        {
            parts.Add(AddRecord(tree, at, bytes, new TlsRecordState(isEncrypted, IsTls13: false, [])));
            isEncrypted |= bytes[0] == (byte)ContentType.ChangeCipherSpec;
            var step = Math.Min(RecordHeader + ((bytes[3] << 8) | bytes[4]), bytes.Length);
            at += step;
            bytes = bytes[step..];
        }
        if (!bytes.IsEmpty)
        {
            tree.Note("A record begins here and goes on in another segment", at, bytes.Length);
        }
        tree.End();
        tree.Info = string.Join(", ", parts.Where(part => part.Length > 0));
    }

    private static string AddRecord(FieldTree tree, int at, ReadOnlySpan<byte> bytes, TlsRecordState state)
    {
        var length = (bytes[3] << 8) | bytes[4];
        var body = bytes.Slice(RecordHeader, Math.Min(length, bytes.Length - RecordHeader));
        var type = (ContentType)bytes[0];
        tree.Begin(
            "tls.record",
            $"TLS Record: {type}, {Plural.Of(length, "byte", "bytes")}",
            default,
            at,
            RecordHeader + body.Length
        );
        var isOpaque = state is { IsTls13: true, IsCiphertext: true };
        tree.Named(
            isOpaque ? "tls.record.opaque_type" : "tls.record.content_type",
            isOpaque ? "Opaque Type" : "Content Type",
            type.ToString(),
            bytes[0],
            at,
            1
        );
        tree.Hex("tls.record.version", "Version", (bytes[1] << 8) | bytes[2], 4, at + 1, 2);
        tree.Number("tls.record.length", "Length", length, at + 3, 2);
        var part = AddBody(tree, type, at + RecordHeader, body, state);
        if (body.Length < length)
        {
            tree.Note("The record goes on in another segment");
        }
        tree.End();
        return part;
    }

    private static string AddBody(
        FieldTree tree,
        ContentType type,
        int at,
        ReadOnlySpan<byte> body,
        TlsRecordState state
    )
    {
        switch (type)
        {
            case ContentType.Handshake when state.IsCiphertext:
                return "Encrypted Handshake Message";
            case ContentType.Handshake when state.Before.Length > 0:
                byte[] together = [.. state.Before, .. body];
                var view = tree.EnterView("Reassembled handshake", together);
                var parts = AddHandshakes(tree, 0, together);
                tree.ReturnTo(view);
                return parts;
            case ContentType.Handshake:
                return AddHandshakes(tree, at, body);
            case ContentType.Alert when body.Length == 2 && !state.IsCiphertext:
                var name = NumberNames.Alerts[body[1]];
                tree.Begin("tls.alert_message", $"Alert Message: {name}", default, at, 2);
                tree.Number("tls.alert_message.level", "Level", body[0], at, 1);
                tree.Named("tls.alert_message.desc", "Description", name, body[1], at + 1, 1);
                tree.End();
                return $"Alert ({name})";
            case ContentType.Alert:
                return "Encrypted Alert";
            case ContentType.ChangeCipherSpec:
                return "Change Cipher Spec";
            case ContentType.ApplicationData:
                tree.Raw(FieldKind.Bytes, "tls.app_data", "Encrypted Application Data", at, body.Length);
                return "Application Data";
            default:
                return type.ToString();
        }
    }

    private static string AddHandshakes(FieldTree tree, int at, ReadOnlySpan<byte> body)
    {
        var parts = new List<string>();
        while (body.Length >= HandshakeHeader)
        {
            var (type, length) = ((HandshakeType)body[0], (body[1] << 16) | (body[2] << 8) | body[3]);
            // What is encrypted looks like any type: a message that is neither known nor fits is one of those.
            if (!Enum.IsDefined(type) || length > HandshakeBuffer.MaxMessageBytes)
            {
                parts.Add("Encrypted Handshake Message");
                break;
            }
            var here = body.Slice(HandshakeHeader, Math.Min(length, body.Length - HandshakeHeader));
            var name = Spaced(type.ToString());
            tree.Begin("tls.handshake", $"Handshake Protocol: {name}", default, at, HandshakeHeader + here.Length);
            if (here.Length == length)
            {
                tree.Named("tls.handshake.type", "Handshake Type", name, body[0], at, 1);
                tree.Number("tls.handshake.length", "Length", length, at + 1, 3);
            }
            parts.Add(AddMessage(tree, type, name, at + HandshakeHeader, here, here.Length == length));
            tree.End();
            var step = HandshakeHeader + here.Length;
            at += step;
            body = body[step..];
        }
        return string.Join(", ", parts);
    }

    private static string AddMessage(
        FieldTree tree,
        HandshakeType type,
        string name,
        int at,
        ReadOnlySpan<byte> body,
        bool isWhole
    )
    {
        if (!isWhole)
        {
            tree.Note("The message goes on in another record or segment");
            return $"{name} (in part)";
        }
        if (type == HandshakeType.ClientHello && ClientHello.TryParse(body, isDatagram: false, out var client))
        {
            AddStart(tree, at, body, client.Version);
            AddClient(tree, at, body.Length, client);
            return client.ServerNames is [var host, ..] ? $"{name} (SNI={host})" : name;
        }
        if (type == HandshakeType.ServerHello && ServerHello.TryParse(body, out var server))
        {
            AddStart(tree, at, body, server.Version);
            tree.Protocol = Version(server.SelectedVersion ?? server.Version);
            AddServer(tree, at, body.Length, server);
            return server.IsRetryRequest ? "Hello Retry Request" : name;
        }
        return name;
    }

    private static void AddStart(FieldTree tree, int at, ReadOnlySpan<byte> body, int version)
    {
        tree.Hex("tls.handshake.version", "Version", version, 4, at, 2);
        tree.Raw(FieldKind.Bytes, "tls.handshake.random", "Random", at + 2, RandomBytes);
        int session = body[2 + RandomBytes];
        tree.Number("tls.handshake.session_id_length", "Session ID Length", session, at + 2 + RandomBytes, 1);
        if (session > 0)
        {
            tree.Raw(FieldKind.Bytes, "tls.handshake.session_id", "Session ID", at + 3 + RandomBytes, session);
        }
    }

    private static void AddClient(FieldTree tree, int at, int length, ClientHello hello)
    {
        var suites = at + 3 + RandomBytes + hello.SessionId.Length;
        tree.Number(
            "tls.handshake.cipher_suites_length",
            "Cipher Suites Length",
            hello.CipherSuites.Length * 2,
            suites,
            2
        );
        for (var i = 0; i < hello.CipherSuites.Length; i++)
        {
            AddSuite(tree, hello.CipherSuites[i], suites + 2 + (2 * i));
        }
        AddTypes(tree, hello.ExtensionTypes, at, length);
        foreach (var name in hello.ServerNames)
        {
            tree.Text("tls.handshake.extensions_server_name", "Server Name", name, at, length);
        }
        foreach (var protocol in hello.Protocols)
        {
            var text = Encoding.UTF8.GetString(protocol);
            tree.Text("tls.handshake.extensions_alpn_str", "ALPN", text, at, length);
        }
        foreach (var version in hello.SupportedVersions)
        {
            tree.Hex("tls.handshake.extensions.supported_version", "Supported Version", version, 4, at, length);
        }
        foreach (var group in hello.Groups)
        {
            tree.Hex("tls.handshake.extensions_supported_group", "Supported Group", group, 4, at, length);
        }
        tree.Text("tls.handshake.ja3", "JA3", Ja3.Of(hello), at, length);
        tree.Text("tls.handshake.ja4", "JA4", Ja4.Of(hello, 't'), at, length);
    }

    private static void AddServer(FieldTree tree, int at, int length, ServerHello hello)
    {
        AddSuite(tree, hello.CipherSuite, at + 3 + RandomBytes + hello.SessionId.Length);
        AddTypes(tree, hello.ExtensionTypes, at, length);
        if (hello.SelectedVersion is { } version)
        {
            tree.Hex("tls.handshake.extensions.supported_version", "Supported Version", version, 4, at, length);
        }
        if (hello.Protocol is { } protocol)
        {
            tree.Text("tls.handshake.extensions_alpn_str", "ALPN", protocol, at, length);
        }
        tree.Text("tls.handshake.ja3s", "JA3S", Ja3.Of(hello), at, length);
    }

    private static void AddSuite(FieldTree tree, int suite, int at) =>
        tree.Add(
            "tls.handshake.ciphersuite",
            $"Cipher Suite: {NumberNames.CipherSuites[suite]} (0x{suite:x4})",
            FieldValue.OfNumber(suite),
            at,
            2
        );

    private static void AddTypes(FieldTree tree, ushort[] types, int at, int length)
    {
        foreach (var type in types)
        {
            tree.Number("tls.handshake.extension.type", "Extension Type", type, at, length);
        }
    }

    private static string Version(int version) =>
        version switch
        {
            TlsVersion.Ssl3 => "SSLv3",
            TlsVersion.Tls10 => "TLSv1",
            TlsVersion.Tls11 => "TLSv1.1",
            TlsVersion.Tls12 => "TLSv1.2",
            TlsVersion.Tls13 => "TLSv1.3",
            _ => "TLS",
        };

    private static string Spaced(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            text.Append(char.IsUpper(letter) && text.Length > 0 ? " " : "").Append(letter);
        }
        return text.ToString();
    }
}
