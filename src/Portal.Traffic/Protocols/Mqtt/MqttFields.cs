using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Mqtt;

/// <summary>A control packet (MQTT 5.0 §2, MQTT 3.1.1).</summary>
internal static class MqttFields
{
    private const int Version4 = 4;
    private const int Version5 = 5;

    /// <summary>A packet with its header; the state is the version as a number, 0 when the connection's beginning was not seen.</summary>
    public static void Add(FieldTree tree, in FieldMessage message)
    {
        var bytes = message.Bytes;
        var reader = new ByteReader(bytes);
        var first = reader.ReadByte();
        var type = (MqttPacketType)(first >> 4);
        tree.Protocol = "MQTT";
        tree.Info = type.ToString();
        tree.BeginProtocol("mqtt", $"MQ Telemetry Transport Protocol, {type}", message.At, bytes.Length, message.End);
        AddHeader(tree, message.At, first, type);
        var (length, shift) = (0L, 0);
        byte octet;
        do
        {
            octet = reader.ReadByte();
            length |= (long)(octet & 0x7F) << shift;
            shift += 7;
        } while ((octet & 0x80) != 0 && shift < 7 * MqttPacket.MaxLengthBytes);
        tree.Number("mqtt.len", "Msg Len", length, message.At + 1, reader.Position - 1);
        var version = message.State is int known ? known : 0;
        if (!reader.Failed)
        {
            AddBody(tree, message.At, ref reader, type, first, version);
        }
        tree.End();
    }

    private static void AddHeader(FieldTree tree, int at, byte first, MqttPacketType type)
    {
        tree.Begin("mqtt.hdrflags", $"Header Flags: 0x{first:x2}", FieldValue.OfNumber(first), at, 1);
        tree.Named("mqtt.msgtype", "Message Type", type.ToString(), (int)type, at, 1);
        var isFlagged = type is MqttPacketType.PublishRelease or MqttPacketType.Subscribe or MqttPacketType.Unsubscribe;
        if (isFlagged || type == MqttPacketType.Publish)
        {
            tree.Flag("mqtt.dupflag", "DUP Flag", (first & 8) != 0, at, 1);
            tree.Number("mqtt.qos", "QoS Level", (first >> 1) & 3, at, 1);
        }
        if (type == MqttPacketType.Publish)
        {
            tree.Flag("mqtt.retain", "Retain", (first & 1) != 0, at, 1);
        }
        else if (!isFlagged)
        {
            tree.Number("mqtt.hdr_reserved", "Reserved", first & 0x0F, at, 1);
        }
        tree.End();
    }

    private static void AddBody(
        FieldTree tree,
        int at,
        ref ByteReader reader,
        MqttPacketType type,
        byte first,
        int version
    )
    {
        switch (type)
        {
            case MqttPacketType.Connect:
                AddConnect(tree, at, ref reader);
                break;
            case MqttPacketType.ConnectAck:
                AddConnectAck(tree, at, ref reader, version);
                break;
            case MqttPacketType.Publish:
                tree.Info += $" [{AddText(tree, at, ref reader, "mqtt.topic_len", "mqtt.topic", "Topic")}]";
                if ((first & 6) != 0)
                {
                    AddIdentifier(tree, at, ref reader);
                }
                SkipProperties(ref reader, version);
                tree.Raw(FieldKind.Bytes, "mqtt.msg", "Message", at + reader.Position, reader.Remaining);
                break;
            case MqttPacketType.Subscribe:
            case MqttPacketType.Unsubscribe:
                AddIdentifier(tree, at, ref reader);
                SkipProperties(ref reader, version);
                while (reader.Remaining > 0)
                {
                    tree.Info += $" [{AddText(tree, at, ref reader, "mqtt.topic_len", "mqtt.topic", "Topic")}]";
                    if (type == MqttPacketType.Subscribe)
                    {
                        AddOptions(tree, at, ref reader, version);
                    }
                }
                break;
            case MqttPacketType.SubscribeAck:
                AddIdentifier(tree, at, ref reader);
                SkipProperties(ref reader, version);
                while (reader.Remaining > 0)
                {
                    var name = version == Version5 ? "mqtt.suback.reason_code" : "mqtt.suback.qos";
                    tree.Number(name, "Granted", reader.ReadByte(), at + reader.Position - 1, 1);
                }
                break;
            case MqttPacketType.PublishAck:
            case MqttPacketType.PublishReceived:
            case MqttPacketType.PublishRelease:
            case MqttPacketType.PublishComplete:
            case MqttPacketType.UnsubscribeAck:
                AddIdentifier(tree, at, ref reader);
                break;
            default:
                break;
        }
    }

    private static void AddOptions(FieldTree tree, int at, ref ByteReader reader, int version)
    {
        var options = reader.ReadByte();
        if (reader.Failed)
        {
            return;
        }
        if (version == Version5)
        {
            tree.Hex("mqtt.subscription_options", "Options", options, 2, at + reader.Position - 1, 1);
            tree.Number("mqtt.subscription_options_qos", "QoS", options & 3, at + reader.Position - 1, 1);
        }
        else
        {
            tree.Number("mqtt.sub.qos", "Requested QoS", options & 3, at + reader.Position - 1, 1);
        }
    }

    private static void AddConnect(FieldTree tree, int at, ref ByteReader reader)
    {
        AddText(tree, at, ref reader, "mqtt.proto_len", "mqtt.protoname", "Protocol Name");
        var place = at + reader.Position;
        var version = reader.ReadByte();
        var flags = reader.ReadByte();
        var alive = reader.ReadUInt16();
        if (reader.Failed)
        {
            return;
        }
        tree.Number("mqtt.ver", "Version", version, place, 1);
        tree.Begin("mqtt.conflags", $"Connect Flags: 0x{flags:x2}", FieldValue.OfNumber(flags), place + 1, 1);
        tree.Flag("mqtt.conflag.uname", "User Name Flag", (flags & 0x80) != 0, place + 1, 1);
        tree.Flag("mqtt.conflag.passwd", "Password Flag", (flags & 0x40) != 0, place + 1, 1);
        tree.Flag("mqtt.conflag.retain", "Will Retain", (flags & 0x20) != 0, place + 1, 1);
        tree.Number("mqtt.conflag.qos", "QoS Level", (flags >> 3) & 3, place + 1, 1);
        tree.Flag("mqtt.conflag.willflag", "Will Flag", (flags & 4) != 0, place + 1, 1);
        tree.Flag("mqtt.conflag.cleansess", "Clean Session Flag", (flags & 2) != 0, place + 1, 1);
        tree.Flag("mqtt.conflag.reserved", "Reserved", (flags & 1) != 0, place + 1, 1);
        tree.End();
        tree.Number("mqtt.kalive", "Keep Alive", alive, place + 2, 2);
        SkipProperties(ref reader, version);
        AddText(tree, at, ref reader, "mqtt.clientid_len", "mqtt.clientid", "Client ID");
        if ((flags & 4) != 0)
        {
            SkipProperties(ref reader, version);
            AddText(tree, at, ref reader, "mqtt.willtopic_len", "mqtt.willtopic", "Will Topic");
            var start = at + reader.Position;
            var will = reader.Take(reader.ReadUInt16());
            if (!reader.Failed)
            {
                tree.Number("mqtt.willmsg_len", "Will Message Length", will.Length, start, 2);
                tree.Raw(FieldKind.Bytes, "mqtt.willmsg", "Will Message", start + 2, will.Length);
            }
        }
        if ((flags & 0x80) != 0)
        {
            AddText(tree, at, ref reader, "mqtt.username_len", "mqtt.username", "User Name");
        }
        if ((flags & 0x40) != 0)
        {
            AddText(tree, at, ref reader, "mqtt.passwd_len", "mqtt.passwd", "Password");
        }
    }

    private static void AddConnectAck(FieldTree tree, int at, ref ByteReader reader, int version)
    {
        var place = at + reader.Position;
        var flags = reader.ReadByte();
        var code = reader.ReadByte();
        if (reader.Failed)
        {
            return;
        }
        if (version >= Version4)
        {
            tree.Begin("mqtt.conack.flags", $"Acknowledge Flags: 0x{flags:x2}", FieldValue.OfNumber(flags), place, 1);
            tree.Flag("mqtt.conack.flags.reserved", "Reserved", (flags & 0xFE) != 0, place, 1);
            tree.Flag("mqtt.conack.flags.sp", "Session Present", (flags & 1) != 0, place, 1);
            tree.End();
        }
        else
        {
            tree.Flag("mqtt.conack.flags.reserved", "Reserved", flags != 0, place, 1);
        }
        var name = version == Version5 ? "mqtt.connack.reason_code" : "mqtt.conack.val";
        tree.Number(name, "Return Code", code, place + 1, 1);
    }

    private static void AddIdentifier(FieldTree tree, int at, ref ByteReader reader)
    {
        var value = reader.ReadUInt16();
        if (!reader.Failed)
        {
            tree.Number("mqtt.msgid", "Message Identifier", value, at + reader.Position - 2, 2);
        }
    }

    private static void SkipProperties(ref ByteReader reader, int version)
    {
        if (version >= Version5)
        {
            MqttProperties.Skip(ref reader);
        }
    }

    private static string AddText(
        FieldTree tree,
        int at,
        ref ByteReader reader,
        string lengthName,
        string name,
        string label
    )
    {
        var start = at + reader.Position;
        var text = reader.Take(reader.ReadUInt16());
        if (reader.Failed)
        {
            return "";
        }
        var shown = Encoding.UTF8.GetString(text);
        tree.Number(lengthName, $"{label} Length", text.Length, start, 2);
        tree.Text(name, label, shown, start + 2, text.Length);
        return shown;
    }
}
