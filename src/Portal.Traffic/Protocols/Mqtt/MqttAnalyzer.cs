using System.Buffers.Binary;
using Portal.Traffic.Credentials;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Mqtt;

/// <summary>Joins the packets of one flow with their acknowledgments into the three MQTT tables.</summary>
internal sealed class MqttAnalyzer(FlowContext flow) : IFlowAnalyzer
{
    /// <summary>Identifiers have 16 bits, but a client has few packets under way (MQTT 5.0 §4.9 begins at 65,535).</summary>
    private const int MaxPending = 4096;

    /// <summary>Zeek's MQTT::max_payload_size.</summary>
    private const int MaxPayload = 100;

    private const int Version5 = 5;
    private const int MaxTopics = 200;

    private readonly MqttStream[] _streams = [new(), new()];
    private readonly Dictionary<(Side Side, int Id), MqttPublishRecord> _publications = [];
    private readonly Dictionary<int, MqttSubscribeRecord> _subscriptions = [];
    private MqttConnectRecord? _connect;
    private Credential? _credential;
    private int _version;
    private bool _isConfirmed;

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        var stream = _streams[(int)side];
        while (stream.TryNext(ref bytes, out var packet))
        {
            OnPacket(side, packet, frame);
        }
        if (stream.IsLost)
        {
            flow.Weird("mqtt_stream_lost", source: "MQTT");
        }
    }

    public void OnGap(Side side, long bytes, FrameStamp frame) => _streams[(int)side].Gap(bytes);

    public void OnEnd(Side side, FrameStamp frame)
    {
        // The other side may still acknowledge.
    }

    public void OnDone()
    {
        foreach (var record in _publications.Values.OrderBy(record => record.FirstFrame))
        {
            flow.Records.Write(MqttPublishRecord.Table, record);
        }
        foreach (var record in _subscriptions.Values.OrderBy(record => record.FirstFrame))
        {
            flow.Records.Write(MqttSubscribeRecord.Table, record);
        }
        _publications.Clear();
        _subscriptions.Clear();
    }

    private void OnPacket(Side side, MqttPacket packet, FrameStamp frame)
    {
        if (flow.IsShown)
        {
            flow.Show(MqttFields.Add, side, packet.WithHeader(), _version);
        }
        switch (packet.Type)
        {
            case MqttPacketType.Connect:
                OnConnect(packet.Body, frame);
                break;
            case MqttPacketType.ConnectAck:
                OnConnectAck(packet.Body, frame);
                break;
            case MqttPacketType.Publish:
                OnPublish(side, packet, frame);
                break;
            case MqttPacketType.PublishAck:
            case MqttPacketType.PublishComplete:
                OnPublished(side, packet.Body, frame);
                break;
            case MqttPacketType.Subscribe:
            case MqttPacketType.Unsubscribe:
                OnSubscribe(packet, frame);
                break;
            case MqttPacketType.SubscribeAck:
            case MqttPacketType.UnsubscribeAck:
                OnSubscribed(packet, frame);
                break;
            default:
                break;
        }
    }

    private void OnConnect(ReadOnlySpan<byte> body, FrameStamp frame)
    {
        if (!MqttConnect.TryParse(body, out var connect))
        {
            flow.Weird("mqtt_connect_broken", source: "MQTT");
            return;
        }
        if (!_isConfirmed)
        {
            _isConfirmed = true;
            flow.Confirm("mqtt");
        }
        _version = connect.Version;
        _connect ??= new MqttConnectRecord
        {
            Timestamp = frame.Time,
            Uid = flow.Uid,
            Id = flow.Id,
            FirstFrame = frame.Number,
            LastFrame = frame.Number,
            ProtocolName = connect.ProtocolName,
            ProtocolVersion = MqttNames.Version(connect.Version),
            ClientId = connect.ClientId,
            WillTopic = connect.WillTopic,
            WillPayload = connect.WillPayload,
        };
        if (connect.Password is { } password)
        {
            _credential = flow.Note(
                new SeenSecret
                {
                    Protocol = "mqtt",
                    Kind = SecretKinds.Password,
                    User = connect.UserName,
                    Bytes = body[password],
                    Frame = frame,
                }
            );
        }
    }

    /// <summary>As in Zeek it is the answer that makes the row.</summary>
    private void OnConnectAck(ReadOnlySpan<byte> body, FrameStamp frame)
    {
        if (_connect is not { } record || body.Length < 2)
        {
            return;
        }
        record.Status = MqttNames.Return(body[1]);
        _credential?.Answer(body[1] == 0, record.Status, frame);
        _credential = null;
        record.LastFrame = Math.Max(record.LastFrame, frame.Number);
        _connect = null;
        flow.Records.Write(MqttConnectRecord.Table, record);
    }

    private void OnPublish(Side side, MqttPacket packet, FrameStamp frame)
    {
        var reader = new ByteReader(packet.Body);
        var topic = reader.Take(reader.ReadUInt16());
        var id = packet.Qos > 0 ? reader.ReadUInt16() : 0;
        if (_version >= Version5)
        {
            MqttProperties.Skip(ref reader);
        }
        if (reader.Failed)
        {
            flow.Weird("mqtt_publish_broken", source: "MQTT");
            return;
        }
        var payload = reader.Rest[..Math.Min(MaxPayload, reader.Remaining)];
        var record = new MqttPublishRecord
        {
            Timestamp = frame.Time,
            Uid = flow.Uid,
            Id = flow.Id,
            FirstFrame = frame.Number,
            LastFrame = frame.Number,
            IsFromClient = side == Side.Originator,
            IsRetained = packet.IsRetained,
            Qos = MqttNames.Qos(packet.Qos),
            Status = packet.Qos == 0 ? "ok" : "incomplete_qos",
            Topic = ZeekText.Decode(topic),
            Payload = ZeekText.Decode(payload),
            PayloadLength = packet.Length - reader.Position,
        };
        // Repeated when no acknowledgment came (§4.4): it is the same publication.
        if (packet.Qos == 0 || _publications.Count >= MaxPending)
        {
            flow.Records.Write(MqttPublishRecord.Table, record);
        }
        else
        {
            _publications.TryAdd((side, id), record);
        }
    }

    private void OnPublished(Side side, ReadOnlySpan<byte> body, FrameStamp frame)
    {
        var sender = side == Side.Originator ? Side.Responder : Side.Originator;
        if (body.Length >= 2 && _publications.Remove((sender, Identifier(body)), out var record))
        {
            record.Status = "ok";
            record.LastFrame = Math.Max(record.LastFrame, frame.Number);
            flow.Records.Write(MqttPublishRecord.Table, record);
        }
    }

    private void OnSubscribe(MqttPacket packet, FrameStamp frame)
    {
        var isSubscription = packet.Type == MqttPacketType.Subscribe;
        var reader = new ByteReader(packet.Body);
        var id = reader.ReadUInt16();
        if (_version >= Version5)
        {
            MqttProperties.Skip(ref reader);
        }
        var record = new MqttSubscribeRecord
        {
            Timestamp = frame.Time,
            Uid = flow.Uid,
            Id = flow.Id,
            FirstFrame = frame.Number,
            LastFrame = frame.Number,
            Action = isSubscription ? "MQTT::SUBSCRIBE" : "MQTT::UNSUBSCRIBE",
        };
        while (reader.Remaining > 0 && record.Topics.Count < MaxTopics)
        {
            var topic = reader.Take(reader.ReadUInt16());
            var options = isSubscription ? reader.ReadByte() : 0;
            if (reader.Failed)
            {
                break;
            }
            record.Add(ZeekText.Decode(topic), isSubscription ? options & 3 : null);
        }
        if (_subscriptions.Count >= MaxPending || !_subscriptions.TryAdd(id, record))
        {
            flow.Records.Write(MqttSubscribeRecord.Table, record);
        }
    }

    private void OnSubscribed(MqttPacket packet, FrameStamp frame)
    {
        if (packet.Body.Length < 2 || !_subscriptions.Remove(Identifier(packet.Body), out var record))
        {
            return;
        }
        var reader = new ByteReader(packet.Body[2..]);
        if (_version >= Version5)
        {
            MqttProperties.Skip(ref reader);
        }
        record.IsAcknowledged = true;
        record.GrantedQos = packet.Type == MqttPacketType.SubscribeAck && reader.Remaining > 0 ? reader.Rest[^1] : null;
        record.LastFrame = Math.Max(record.LastFrame, frame.Number);
        flow.Records.Write(MqttSubscribeRecord.Table, record);
    }

    private static int Identifier(ReadOnlySpan<byte> body) => BinaryPrimitives.ReadUInt16BigEndian(body);
}
