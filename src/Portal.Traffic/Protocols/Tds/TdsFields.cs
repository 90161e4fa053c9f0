using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Tds;

/// <summary>A packet (MS-TDS §2.2.3), and with the last one of a message what the message says.</summary>
internal static class TdsFields
{
    public static void Add(FieldTree tree, in FieldMessage message)
    {
        if (!TdsHeader.TryParse(message.Bytes, out var header))
        {
            return;
        }
        var packet = new FieldBlock(tree, message.At, message.Bytes, isLittleEndian: false);
        tree.Protocol = "TDS";
        tree.Info = NameOf(header.Type);
        tree.BeginProtocol("tds", "Tabular Data Stream", message.At, message.Bytes.Length, message.End);
        packet.Named("tds.type", "Type", tree.Info, 0, 1);
        packet.Hex("tds.status", "Status", 1, 1);
        packet.Flag("tds.status.eom", "End of message", 1, 1, 0x01);
        packet.Flag("tds.status.ignore", "Ignore this event", 1, 1, 0x02);
        packet.Flag("tds.status.event_notif", "Event notification", 1, 1, 0x04);
        packet.Flag("tds.status.reset_conn", "Reset connection", 1, 1, 0x08);
        packet.Flag("tds.status.reset_conn_skip_tran", "Reset connection keeping transaction state", 1, 1, 0x10);
        packet.Number("tds.length", "Length", 2, 2);
        packet.Number("tds.channel", "Channel", 4, 2);
        packet.Number("tds.packet_number", "Packet Number", 6, 1);
        packet.Number("tds.window", "Window", 7, 1);
        if (message.State is not TdsMessage { IsWhole: true } whole)
        {
            tree.Note("The message goes on in another packet");
        }
        else if (whole.Joined is null)
        {
            var body = packet.From(TdsHeader.Bytes);
            AddBody(header.Type, new FieldBlock(tree, body.At, body.Bytes, isLittleEndian: true), whole);
        }
        else
        {
            var frame = tree.EnterView("Reassembled TDS", whole.Joined);
            AddBody(header.Type, new FieldBlock(tree, 0, whole.Joined, isLittleEndian: true), whole);
            tree.ReturnTo(frame);
        }
        tree.End();
    }

    private static void AddBody(byte type, in FieldBlock body, TdsMessage message)
    {
        switch (type)
        {
            case TdsHeader.Batch:
                TdsRequestFields.AddQuery(body);
                break;
            case TdsHeader.Rpc:
                TdsRequestFields.AddCalls(body);
                break;
            case TdsHeader.Login7:
                TdsLoginFields.AddLogin(body);
                break;
            case TdsHeader.PreLogin:
                TdsLoginFields.AddPreLogin(body);
                break;
            case TdsHeader.Response when TdsLoginFields.IsPreLogin(body.Bytes):
                TdsLoginFields.AddPreLogin(body);
                break;
            case TdsHeader.Response:
                TdsTokenFields.Add(body, message);
                break;
            default:
                break;
        }
    }

    private static string NameOf(byte type) =>
        type switch
        {
            TdsHeader.Batch => "SQL batch",
            TdsHeader.OldLogin => "Pre-TDS7 login",
            TdsHeader.Rpc => "Remote Procedure Call",
            TdsHeader.Response => "Response",
            TdsHeader.Attention => "Attention signal",
            TdsHeader.BulkLoad => "Bulk load data",
            TdsHeader.Transaction => "Transaction Manager Request",
            TdsHeader.Login7 => "TDS7 login",
            TdsHeader.Sspi => "SSPI message",
            _ => "TDS7 pre-login message",
        };
}
