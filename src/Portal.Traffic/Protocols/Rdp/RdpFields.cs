using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Rdp;

/// <summary>
/// A packet: the header of RFC 1006, the transport's (X.224 §13), then negotiation (MS-RDPBCGR §2.2.1) or a message of the
/// conference.
/// </summary>
internal static class RdpFields
{
    private const byte ConnectionConfirm = 0xD0;
    private const byte Data = 0xF0;
    private const int DataHeaderBytes = 3;

    public static void Add(FieldTree tree, in FieldMessage message)
    {
        var packet = new FieldBlock(tree, message.At, message.Bytes, isLittleEndian: false);
        tree.Protocol = "TPKT";
        tree.BeginProtocol("tpkt", "TPKT", message.At, TpktStream.HeaderBytes, message.End);
        packet.Number("tpkt.version", "Version", 0, 1);
        packet.Number("tpkt.reserved", "Reserved", 1, 1);
        packet.Number("tpkt.length", "Length", 2, 2);
        tree.End();
        var transport = packet.From(TpktStream.HeaderBytes);
        if (transport.Length < 2)
        {
            return;
        }
        var type = transport.Bytes[1] & 0xF0;
        var length = transport.Bytes[0];
        tree.Protocol = "COTP";
        tree.Info = $"{TypeName(type)} TPDU";
        tree.BeginProtocol(
            "cotp",
            "ISO 8073/X.224 COTP Connection-Oriented Transport Protocol",
            transport.At,
            Math.Min(length + 1, transport.Length),
            message.End
        );
        transport.Number("cotp.li", "Length", 0, 1);
        tree.Named("cotp.type", "PDU Type", TypeName(type), type >> 4, transport.At + 1, 1);
        if (type == Data)
        {
            transport.Bits("cotp.tpdu-number", "TPDU number", 2, 1, 0x7F);
            transport.Flag("cotp.eot", "Last data unit", 2, 1, 0x80);
        }
        else
        {
            AddConnection(transport, type);
        }
        tree.End();
        if (type == Data)
        {
            ConferenceFields.Add(transport.From(DataHeaderBytes));
        }
        else
        {
            AddNegotiation(transport, type);
        }
    }

    private static void AddConnection(in FieldBlock transport, int type)
    {
        transport.Hex("cotp.destref", "Destination reference", 2, 2);
        transport.Hex("cotp.srcref", "Source reference", 4, 2);
        if (type is ConnectionRequest.Type or ConnectionConfirm)
        {
            transport.Bits("cotp.class", "Class", 6, 1, 0xF0);
            transport.Flag("cotp.opts.extended_formats", "Extended formats", 6, 1, 0x02);
            transport.Flag("cotp.opts.no_explicit_flow_control", "No explicit flow control", 6, 1, 0x01);
        }
    }

    private static void AddNegotiation(in FieldBlock transport, int type)
    {
        var rest = transport.From(ConnectionRequest.HeaderBytes);
        var isRequest = ConnectionRequest.TryParse(transport.Bytes, out var request);
        if (type == ConnectionConfirm ? rest.Length == 0 : !isRequest || (!request.HasToken && !request.HasNegotiation))
        {
            return;
        }
        var tree = transport.Tree;
        tree.Protocol = "RDP";
        tree.Info = "";
        tree.BeginProtocol("rdp", "Remote Desktop Protocol", rest.At, rest.Length, rest.At + rest.Length);
        if (isRequest && request.HasToken)
        {
            var length = rest.Bytes.IndexOf("\r\n"u8);
            tree.Info = Encoding.UTF8.GetString(rest.Bytes[..length]);
            tree.Text("rdp.rt_cookie", "Routing Token/Cookie", tree.Info, rest.At, length);
            rest = rest.From(length + 2);
        }
        if (rest.Length > 0)
        {
            AddChoice(new FieldBlock(tree, rest.At, rest.Bytes, isLittleEndian: true));
        }
        tree.End();
    }

    /// <summary><c>type, flags, 16 bits of length, 32 bits of protocols, protocol or error</c>.</summary>
    private static void AddChoice(in FieldBlock choice)
    {
        const byte negotiationRequest = 1;
        const byte negotiationResponse = 2;
        const byte negotiationFailure = 3;
        var type = choice.Bytes[0];
        var name = type switch
        {
            negotiationRequest => "Negotiate Request",
            negotiationResponse => "Negotiate Response",
            negotiationFailure => "Negotiate Failure",
            _ => "Unknown",
        };
        var tree = choice.Tree;
        tree.Info += tree.Info.Length > 0 ? $", {name}" : name;
        choice.Named("rdp.neg_type", "Type", name, 0, 1);
        switch (type)
        {
            case negotiationRequest:
                const string restricted = "rdp.negReq.flags.restricted_admin_mode_req";
                choice.Hex("rdp.negReq.flags", "Flags", 1, 1);
                choice.Flag(restricted, "Restricted admin mode required", 1, 1, 0x01);
                choice.Flag("rdp.negReq.flags.correlation_info_present", "Correlation info present", 1, 1, 0x08);
                choice.Number("rdp.neg_length", "Length", 2, 2);
                AddRequestedProtocols(choice);
                break;
            case negotiationResponse:
                AddResponseFlags(choice);
                choice.Number("rdp.neg_length", "Length", 2, 2);
                var chosen = RdpNumbers.SecurityProtocol((uint)choice.Read(4, 4));
                choice.Named("rdp.negReq.selectedProtocol", "selectedProtocol", chosen, 4, 4);
                break;
            case negotiationFailure:
                choice.Hex("rdp.negReq.flags", "Flags", 1, 1);
                choice.Number("rdp.neg_length", "Length", 2, 2);
                var failure = RdpNumbers.Failure((uint)choice.Read(4, 4));
                choice.Named("rdp.negFailure.failureCode", "failureCode", failure, 4, 4);
                break;
            default:
                break;
        }
    }

    private static void AddRequestedProtocols(in FieldBlock choice)
    {
        const string prefix = "rdp.negReq.requestedProtocols";
        choice.Hex(prefix, "requestedProtocols", 4, 4);
        choice.Flag(prefix + ".ssl", "TLS security supported", 4, 4, 0x01);
        choice.Flag(prefix + ".hybrid", "CredSSP supported", 4, 4, 0x02);
        choice.Flag(prefix + ".rdstls", "RDSTLS supported", 4, 4, 0x04);
        choice.Flag(prefix + ".hybrid_ex", "CredSSP with Early User Authorization Result PDU supported", 4, 4, 0x08);
    }

    private static void AddResponseFlags(in FieldBlock choice)
    {
        const string prefix = "rdp.negRsp.flags";
        choice.Hex(prefix, "Flags", 1, 1);
        choice.Flag(prefix + ".extended_client_data_supported", "Extended Client Data Blocks supported", 1, 1, 0x01);
        choice.Flag(
            prefix + ".dynvc_gfx_protocol_supported",
            "Graphics Pipeline Extension Protocol supported",
            1,
            1,
            0x02
        );
        choice.Flag(prefix + ".restricted_admin_mode_supported", "Restricted admin mode supported", 1, 1, 0x08);
        choice.Flag(
            prefix + ".restricted_authentication_mode_supported",
            "Restricted authentication mode supported",
            1,
            1,
            0x10
        );
    }

    private static string TypeName(int type) =>
        type switch
        {
            ConnectionRequest.Type => "CR",
            ConnectionConfirm => "CC",
            Data => "DT",
            0x80 => "DR",
            0xC0 => "DC",
            0x70 => "ER",
            _ => "Unknown",
        };
}
