using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Radius;

/// <summary>A RADIUS message (RFC 2865 §3) and its attributes (§5, RFC 2866 §5, RFC 2869 §5).</summary>
internal static class RadiusFields
{
    private const int VendorSpecific = 26;

    private static readonly FrozenDictionary<int, (string Name, FieldKind Kind)> s_attributes = new Dictionary<
        int,
        (string, FieldKind)
    >
    {
        [1] = ("User_Name", FieldKind.Text),
        [4] = ("NAS_IP_Address", FieldKind.Ipv4),
        [5] = ("NAS_Port", FieldKind.Unsigned),
        [6] = ("Service_Type", FieldKind.Unsigned),
        [7] = ("Framed_Protocol", FieldKind.Unsigned),
        [8] = ("Framed-IP-Address", FieldKind.Ipv4),
        [9] = ("Framed_IP_Netmask", FieldKind.Ipv4),
        [11] = ("Filter_Id", FieldKind.Text),
        [12] = ("Framed_MTU", FieldKind.Unsigned),
        [18] = ("Reply_Message", FieldKind.Text),
        [24] = ("State", FieldKind.Bytes),
        [25] = ("Class", FieldKind.Bytes),
        [27] = ("Session_Timeout", FieldKind.Unsigned),
        [28] = ("Idle_Timeout", FieldKind.Unsigned),
        [30] = ("Called_Station_Id", FieldKind.Text),
        [31] = ("Calling_Station_Id", FieldKind.Text),
        [32] = ("NAS_Identifier", FieldKind.Text),
        [33] = ("Proxy_State", FieldKind.Bytes),
        [40] = ("Acct_Status_Type", FieldKind.Unsigned),
        [41] = ("Acct_Delay_Time", FieldKind.Unsigned),
        [42] = ("Acct_Input_Octets", FieldKind.Unsigned),
        [43] = ("Acct_Output_Octets", FieldKind.Unsigned),
        [44] = ("Acct_Session_Id", FieldKind.Text),
        [45] = ("Acct_Authentic", FieldKind.Unsigned),
        [46] = ("Acct_Session_Time", FieldKind.Unsigned),
        [47] = ("Acct_Input_Packets", FieldKind.Unsigned),
        [48] = ("Acct_Output_Packets", FieldKind.Unsigned),
        [49] = ("Acct_Terminate_Cause", FieldKind.Unsigned),
        [60] = ("CHAP_Challenge", FieldKind.Bytes),
        [61] = ("NAS_Port_Type", FieldKind.Unsigned),
        [77] = ("Connect_Info", FieldKind.Text),
        [79] = ("eap_fragment", FieldKind.Bytes),
        [80] = ("Message_Authenticator", FieldKind.Bytes),
        [87] = ("NAS_Port_Id", FieldKind.Text),
    }.ToFrozenDictionary();

    public static void Add(FieldTree tree, in FieldMessage message)
    {
        var at = message.At;
        var bytes = message.Bytes;
        if (bytes.Length < RadiusMessage.HeaderBytes)
        {
            return;
        }
        var reader = new ByteReader(bytes);
        var code = reader.ReadByte();
        var identifier = reader.ReadByte();
        var name = NameOf(code);
        tree.Protocol = "RADIUS";
        tree.Info = $"{name} id={identifier}";
        tree.BeginProtocol("radius", "RADIUS Protocol", at, bytes.Length, message.End);
        tree.Named("radius.code", "Code", name, code, at, 1);
        tree.Number("radius.id", "Packet identifier", identifier, at + 1, 1);
        tree.Number("radius.length", "Length", reader.ReadUInt16(), at + 2, 2);
        tree.Raw(FieldKind.Bytes, "radius.authenticator", "Authenticator", at + 4, 16);
        reader.Skip(16);
        while (reader.Remaining >= RadiusMessage.AttributeHeader)
        {
            var start = at + reader.Position;
            var type = reader.ReadByte();
            var length = reader.ReadByte();
            var content = reader.Take(length - RadiusMessage.AttributeHeader);
            if (reader.Failed)
            {
                break;
            }
            var value = FieldValue.OfBytes(FieldKind.Bytes, bytes.Slice(start - at, length).ToArray());
            tree.Begin("radius.avp", $"AVP: type {type}, length {length}", value, start, length);
            tree.Number("radius.avp.type", "Type", type, start, 1);
            tree.Number("radius.avp.length", "Length", length, start + 1, 1);
            AddContent(tree, start + RadiusMessage.AttributeHeader, type, content);
            tree.End();
        }
        tree.End();
    }

    private static void AddContent(FieldTree tree, int at, int type, ReadOnlySpan<byte> content)
    {
        if (type == VendorSpecific && content.Length >= 4)
        {
            var vendor = BinaryPrimitives.ReadUInt32BigEndian(content);
            tree.Number("radius.avp.vendor_id", "Vendor ID", vendor, at, 4);
            return;
        }
        if (!s_attributes.TryGetValue(type, out var attribute))
        {
            return;
        }
        var name = $"radius.{attribute.Name}";
        switch (attribute.Kind)
        {
            case FieldKind.Text:
                tree.Text(name, attribute.Name, Encoding.UTF8.GetString(content), at, content.Length);
                break;
            case FieldKind.Unsigned when content.Length == 4:
                tree.Number(name, attribute.Name, BinaryPrimitives.ReadUInt32BigEndian(content), at, 4);
                break;
            case FieldKind.Ipv4 when content.Length == 4:
            case FieldKind.Bytes:
                tree.Raw(attribute.Kind, name, attribute.Name, at, content.Length);
                break;
            default:
                break;
        }
    }

    private static string NameOf(int code) =>
        code switch
        {
            RadiusMessage.AccessRequest => "Access-Request",
            RadiusMessage.AccessAccept => "Access-Accept",
            RadiusMessage.AccessReject => "Access-Reject",
            RadiusMessage.AccountingRequest => "Accounting-Request",
            5 => "Accounting-Response",
            RadiusMessage.AccessChallenge => "Access-Challenge",
            12 => "Status-Server",
            40 => "Disconnect-Request",
            43 => "CoA-Request",
            _ => $"Code {code}",
        };
}
