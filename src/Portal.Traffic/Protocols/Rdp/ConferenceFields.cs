using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Rdp;

/// <summary>
/// A message of the conference: the connection's in BER (T.125 §7 part 1), all others in PER, whose first six bits tell the
/// kind.
/// </summary>
internal static class ConferenceFields
{
    private const byte Application = 0x7F;
    private const int ConnectInitial = 101;
    private const int ConnectResponse = 102;

    private static readonly string[] s_parameters =
    [
        "maxChannelIds",
        "maxUserIds",
        "maxTokenIds",
        "numPriorities",
        "minThroughput",
        "maxHeight",
        "maxMCSPDUsize",
        "protocolVersion",
    ];

    public static void Add(in FieldBlock message)
    {
        if (message.Length == 0)
        {
            return;
        }
        var tree = message.Tree;
        tree.Protocol = "T.125";
        tree.BeginProtocol(
            "t125",
            "MULTIPOINT-COMMUNICATION-SERVICE T.125",
            message.At,
            message.Length,
            message.At + message.Length
        );
        if (message.Bytes is [Application, ConnectInitial or ConnectResponse, ..])
        {
            var isRequest = message.Bytes[1] == ConnectInitial;
            tree.Info = isRequest ? "connect-initial" : "connect-response";
            tree.Named("t125.ConnectMCSPDU", "ConnectMCSPDU", tree.Info, message.Bytes[1], message.At, 2);
            AddConnect(message, isRequest);
            tree.End();
            RdpSettingsFields.Add(message, isRequest);
            return;
        }
        AddDomain(message);
        tree.End();
    }

    private static void AddConnect(in FieldBlock message, bool isRequest)
    {
        var reader = new DerReader(message.Bytes[1..]);
        var content = reader.Read(out _, out _);
        if (reader.Failed || !message.Bytes.Overlaps(content, out var start))
        {
            return;
        }
        var lines = new DerLines(message.Tree, message.At, message.Bytes);
        var parts = new DerReader(message.Bytes.Slice(start, content.Length));
        if (isRequest)
        {
            lines.Bytes("t125.callingDomainSelector", "callingDomainSelector", parts.Read(DerReader.OctetString));
            lines.Bytes("t125.calledDomainSelector", "calledDomainSelector", parts.Read(DerReader.OctetString));
            lines.Truth("t125.upwardFlag", "upwardFlag", parts.Read(DerReader.Boolean));
            AddParameters(lines, message, "targetParameters", parts.Read(DerReader.Sequence));
            AddParameters(lines, message, "minimumParameters", parts.Read(DerReader.Sequence));
            AddParameters(lines, message, "maximumParameters", parts.Read(DerReader.Sequence));
        }
        else
        {
            lines.Number("t125.result", "result", parts.Read(DerReader.Enumerated));
            AddNumber(lines, message, "calledConnectId", parts.Read(DerReader.Integer));
            AddParameters(lines, message, "domainParameters", parts.Read(DerReader.Sequence));
        }
        var data = parts.Read(DerReader.OctetString);
        if (!parts.Failed)
        {
            lines.Bytes("t125.userData", "userData", data);
        }
    }

    private static void AddParameters(
        in DerLines lines,
        in FieldBlock message,
        string label,
        ReadOnlySpan<byte> content
    )
    {
        if (content.IsEmpty)
        {
            return;
        }
        lines.Begin(label, content);
        var reader = new DerReader(content);
        foreach (var name in s_parameters)
        {
            var value = reader.Read(DerReader.Integer);
            if (!reader.Failed)
            {
                AddNumber(lines, message, name, value);
            }
        }
        lines.Tree.End();
    }

    /// <summary>None is negative, and some clients leave out the zero that BER wants before a first bit that is set.</summary>
    private static void AddNumber(in DerLines lines, in FieldBlock message, string name, ReadOnlySpan<byte> value)
    {
        if (value.Length is > 0 and < sizeof(long))
        {
            var place = lines.Place(value) - message.At;
            message.Number($"t125.{name}", name, place, value.Length);
        }
    }

    /// <summary>T.125 §7 part 2, aligned PER: the kind, a bit for what is optional, four bits of result, then whole bytes.</summary>
    private static void AddDomain(in FieldBlock message)
    {
        const int attachUserConfirm = 11;
        const int channelJoinRequest = 14;
        const int channelJoinConfirm = 15;
        var tree = message.Tree;
        var kind = message.Bytes[0] >> 2;
        var hasOptional = (message.Bytes[0] & 0x02) != 0;
        tree.Info = NameOf(kind);
        tree.Named("t124.DomainMCSPDU", "DomainMCSPDU", tree.Info, kind, message.At, 1);
        if (kind is attachUserConfirm or channelJoinConfirm && message.Has(0, 2))
        {
            var result = (message.Read(0, 2) >> 5) & 0x0F;
            tree.Number("t124.result", "result", result, message.At, 2);
        }
        switch (kind)
        {
            case 1:
                AddInteger(message, AddInteger(message, 1, "subHeight"), "subInterval");
                break;
            case 8 when message.Has(0, 2):
                tree.Number("t124.reason", "reason", (message.Read(0, 2) >> 7) & 0x07, message.At, 2);
                break;
            case attachUserConfirm when hasOptional:
                message.Number("t124.initiator", "initiator", 2, 2);
                break;
            case channelJoinRequest:
                message.Number("t124.initiator", "initiator", 1, 2);
                message.Number("t124.channelId", "channelId", 3, 2);
                break;
            case channelJoinConfirm:
                message.Number("t124.initiator", "initiator", 2, 2);
                message.Number("t124.requested", "requested", 4, 2);
                if (hasOptional)
                {
                    message.Number("t124.channelId", "channelId", 6, 2);
                }
                break;
            case >= 25 and <= 28:
                message.Number("t124.initiator", "initiator", 1, 2);
                message.Number("t124.channelId", "channelId", 3, 2);
                message.Bits("t124.dataPriority", "dataPriority", 5, 1, 0xC0);
                message.Flag("t124.Segmentation.begin", "begin", 5, 1, 0x20);
                message.Flag("t124.Segmentation.end", "end", 5, 1, 0x10);
                break;
            default:
                break;
        }
    }

    /// <summary>A number behind its length in bytes; returns where the next one begins.</summary>
    private static int AddInteger(in FieldBlock message, int at, string name)
    {
        var length = (int)message.Read(at, 1);
        if (length is > 0 and <= 4)
        {
            message.Number($"t124.{name}", name, at + 1, length);
        }
        return at + 1 + length;
    }

    private static string NameOf(int kind) =>
        kind switch
        {
            0 => "plumbDomainIndication",
            1 => "erectDomainRequest",
            8 => "disconnectProviderUltimatum",
            9 => "rejectMCSPDUUltimatum",
            10 => "attachUserRequest",
            11 => "attachUserConfirm",
            12 => "detachUserRequest",
            13 => "detachUserIndication",
            14 => "channelJoinRequest",
            15 => "channelJoinConfirm",
            16 => "channelLeaveRequest",
            25 => "sendDataRequest",
            26 => "sendDataIndication",
            27 => "uniformSendDataRequest",
            28 => "uniformSendDataIndication",
            _ => $"kind {kind}",
        };
}
