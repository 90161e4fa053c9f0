using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Stun;

/// <summary>A STUN message (RFC 8489 §5) and its attributes (§14, RFC 8656 §18, RFC 8445 §16.1).</summary>
internal static class StunFields
{
    private const int AttributesOffset = StunMessage.HeaderBytes;

    public static void Add(FieldTree tree, in FieldMessage message)
    {
        var at = message.At;
        var bytes = message.Bytes;
        if (!StunMessage.IsMessage(bytes, isWhole: true))
        {
            return;
        }
        tree.Protocol = "STUN";
        tree.BeginProtocol("stun", "Session Traversal Utilities for NAT", at, bytes.Length, message.End);
        var type = (bytes[0] << 8) | bytes[1];
        // §5: two bits of class lie between those of the method.
        var (kind, method) = ((type & 0x0110) >> 4, type & 0x3EEF);
        tree.Info = $"{MethodName(method)} {ClassName(kind)}";
        tree.Begin("stun.type", $"Message Type: 0x{type:x4} ({tree.Info})", FieldValue.OfNumber(type), at, 2);
        tree.Hex("stun.type.class", "Message Class", kind, 4, at, 2);
        tree.Hex("stun.type.method", "Message Method", method, 4, at, 2);
        tree.End();
        tree.Number("stun.length", "Message Length", bytes.Length - AttributesOffset, at + 2, 2);
        tree.Raw(FieldKind.Bytes, "stun.cookie", "Message Cookie", at + 4, 4);
        tree.Raw(FieldKind.Bytes, "stun.id", "Message Transaction ID", at + 8, 12);
        var reader = new ByteReader(bytes);
        reader.Skip(AttributesOffset);
        while (reader.Remaining >= 4)
        {
            var start = reader.Position;
            var attribute = reader.ReadUInt16();
            var length = reader.ReadUInt16();
            var content = reader.Take(length);
            tree.Begin("", $"Attribute 0x{attribute:x4}", default, at + start, 4 + content.Length);
            tree.Hex("stun.att.type", "Attribute Type", attribute, 4, at + start, 2);
            tree.Number("stun.att.length", "Attribute Length", length, at + start + 2, 2);
            if (!reader.Failed)
            {
                AddAttribute(tree, at + start + 4, attribute, content, bytes);
                reader.Skip(Math.Min(-length & 3, reader.Remaining));
            }
            tree.End();
        }
        tree.End();
    }

    private static void AddAttribute(
        FieldTree tree,
        int at,
        int type,
        ReadOnlySpan<byte> content,
        ReadOnlySpan<byte> message
    )
    {
        var length = content.Length;
        switch (type)
        {
            case 0x0001 or 0x8023 or 0x802B or 0x802C when length >= 8:
                AddAddress(tree, at, content);
                break;
            case 0x0012 or 0x0016 or 0x0020 when length >= 8:
                AddHiddenAddress(tree, at, content, message);
                break;
            case 0x0006:
                AddText(tree, "stun.att.username", "Username", at, content);
                break;
            case 0x0008:
                tree.Raw(FieldKind.Bytes, "stun.att.hmac", "HMAC-SHA1", at, length);
                break;
            case 0x0009 when length >= 4:
                tree.Number("stun.att.error.class", "Error Class", content[2] & 7, at + 2, 1);
                tree.Number("stun.att.error", "Error Code", content[3], at + 3, 1);
                AddText(tree, "stun.att.error.reason", "Error Reason Phrase", at + 4, content[4..]);
                break;
            case 0x000D when length == 4:
                tree.Number("stun.att.lifetime", "Lifetime", Number(content), at, 4);
                break;
            case 0x0014:
                AddText(tree, "stun.att.realm", "Realm", at, content);
                break;
            case 0x0015:
                AddText(tree, "stun.att.nonce", "Nonce", at, content);
                break;
            case 0x0019 when length == 4:
                tree.Hex("stun.att.transp", "Transport", content[0], 2, at, 1);
                break;
            case 0x0024 when length == 4:
                tree.Number("stun.att.priority", "Priority", Number(content), at, 4);
                break;
            case 0x8022:
                AddText(tree, "stun.att.software", "Software", at, content);
                break;
            case 0x8028 when length == 4:
                tree.Hex("stun.att.crc32", "CRC-32", Number(content), 8, at, 4);
                break;
            case 0x8029 or 0x802A when length == 8:
                tree.Raw(FieldKind.Bytes, "stun.att.tie-breaker", "Tie breaker", at, 8);
                break;
            default:
                break;
        }
    }

    private static void AddAddress(FieldTree tree, int at, ReadOnlySpan<byte> content)
    {
        tree.Hex("stun.att.family", "Protocol Family", content[1], 2, at + 1, 1);
        tree.Number("stun.att.port", "Port", (content[2] << 8) | content[3], at + 2, 2);
        if (content[1] == 1)
        {
            tree.Raw(FieldKind.Ipv4, "stun.att.ipv4", "IP", at + 4, 4);
        }
        else if (content.Length >= 20)
        {
            tree.Raw(FieldKind.Ipv6, "stun.att.ipv6", "IP", at + 4, 16);
        }
    }

    /// <summary>RFC 8489 §14.2: what stands in the message is combined with its cookie and its transaction.</summary>
    private static void AddHiddenAddress(FieldTree tree, int at, ReadOnlySpan<byte> content, ReadOnlySpan<byte> message)
    {
        var key = message[4..AttributesOffset];
        tree.Hex("stun.att.family", "Protocol Family", content[1], 2, at + 1, 1);
        tree.Raw(FieldKind.Bytes, "stun.att.port-xord", "Port (XOR-d)", at + 2, 2);
        var port = ((content[2] ^ key[0]) << 8) | (content[3] ^ key[1]);
        tree.Number("stun.att.port", "Port", port, at + 2, 2);
        var isVersion4 = content[1] == 1;
        var length = isVersion4 ? 4 : 16;
        if (content.Length < 4 + length)
        {
            return;
        }
        var address = content.Slice(4, length).ToArray();
        for (var i = 0; i < length; i++)
        {
            address[i] ^= key[i];
        }
        var name = isVersion4 ? "stun.att.ipv4" : "stun.att.ipv6";
        tree.Raw(FieldKind.Bytes, $"{name}-xord", "IP (XOR-d)", at + 4, length);
        var value = FieldValue.OfBytes(isVersion4 ? FieldKind.Ipv4 : FieldKind.Ipv6, address);
        tree.Add(name, $"IP: {value}", value, at + 4, length);
    }

    private static void AddText(FieldTree tree, string name, string label, int at, ReadOnlySpan<byte> content) =>
        tree.Text(name, label, Encoding.UTF8.GetString(content), at, content.Length);

    private static long Number(ReadOnlySpan<byte> content) =>
        ((long)content[0] << 24) | ((long)content[1] << 16) | ((long)content[2] << 8) | content[3];

    private static string MethodName(int method) =>
        method switch
        {
            1 => "Binding",
            3 => "Allocate",
            4 => "Refresh",
            6 => "Send",
            7 => "Data",
            8 => "CreatePermission",
            9 => "Channel-Bind",
            _ => $"Method 0x{method:x3}",
        };

    private static string ClassName(int kind) =>
        kind switch
        {
            0 => "Request",
            1 => "Indication",
            0x10 => "Success Response",
            _ => "Error Response",
        };
}
