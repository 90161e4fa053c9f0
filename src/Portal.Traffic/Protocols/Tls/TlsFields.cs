using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Tls;

/// <summary>The TLS records that begin in this segment (RFC 8446 §5.1) and the hellos in them.</summary>
internal static class TlsFields
{
    private const int RecordHeader = 5;
    private const int HandshakeHeader = 4;

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
        if (bytes.Length < RecordHeader)
        {
            return;
        }
        tree.BeginProtocol("tls", "Transport Layer Security", message.At, bytes.Length, message.End);
        var state = (TlsRecordState)message.State!;
        tree.Protocol = state.IsTls13 ? Version(TlsVersion.Tls13) : Version((bytes[1] << 8) | bytes[2]);
        tree.Info = AddRecord(tree, message.At, bytes, state);
        tree.End();
    }

    /// <summary>Whole handshake messages that QUIC carries (RFC 9001 §4).</summary>
    public static void AddCarried(FieldTree tree, in FieldMessage message)
    {
        var bytes = message.Bytes;
        tree.BeginProtocol("tls", "TLS Handshake", message.At, bytes.Length, message.End);
        tree.Info = AddHandshakes(tree, message.At, bytes, HelloCarrier.Quic);
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
                var parts = AddHandshakes(tree, 0, together, HelloCarrier.Tls);
                tree.ReturnTo(view);
                return parts;
            case ContentType.Handshake:
                return AddHandshakes(tree, at, body, HelloCarrier.Tls);
            default:
                return RecordBodyFields.Add(tree, "tls", type, state.IsCiphertext, at, body);
        }
    }

    private static string AddHandshakes(FieldTree tree, int at, ReadOnlySpan<byte> body, HelloCarrier carrier)
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
            parts.Add(AddMessage(tree, type, name, at + HandshakeHeader, here, here.Length == length, carrier));
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
        bool isWhole,
        HelloCarrier carrier
    )
    {
        if (!isWhole)
        {
            tree.Note("The message goes on in another record or segment");
            return $"{name} (in part)";
        }
        return HelloFields.Add(tree, type, at, body, carrier) ?? name;
    }

    public static string Version(int version) =>
        version switch
        {
            TlsVersion.Ssl3 => "SSLv3",
            TlsVersion.Tls10 => "TLSv1",
            TlsVersion.Tls11 => "TLSv1.1",
            TlsVersion.Tls12 => "TLSv1.2",
            TlsVersion.Tls13 => "TLSv1.3",
            _ => "TLS",
        };

    public static string Spaced(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            text.Append(char.IsUpper(letter) && text.Length > 0 ? " " : "").Append(letter);
        }
        return text.ToString();
    }
}
