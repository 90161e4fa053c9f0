using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Smb;

/// <summary>The bodies of requests (MS-SMB2 §2.2.3 to §2.2.39).</summary>
internal static class Smb2RequestFields
{
    private const int MaxDialects = 64;

    /// <summary>§2.2.13.2 knows fifteen.</summary>
    private const int MaxContexts = 32;

    /// <param name="message">From its header on.</param>
    /// <param name="command">MS-SMB2 §2.2.1.</param>
    /// <param name="facts">What is known of it besides.</param>
    public static void Add(in FieldBlock message, int command, in Smb2Facts facts)
    {
        var tree = message.Tree;
        var body = message.From(Smb2Header.Bytes);
        body.Hex("smb2.buffer_code", "StructureSize", 0, 2);
        switch (command)
        {
            case (int)Smb2Command.Negotiate:
                AddNegotiate(body);
                break;
            case (int)Smb2Command.SessionSetup:
                body.Number("smb2.ses_req_flags", "Flags", 2, 1);
                body.Hex("smb2.sec_mode", "Security mode", 3, 1);
                Smb2ResponseFields.AddCapabilities(body, 4);
                body.Hex("smb2.channel", "Channel", 8, 4);
                body.Hex("smb2.previous_sesid", "Previous Session Id", 16, 8);
                Smb2ResponseFields.AddBlob(message, body.Read(12, 2), body.Read(14, 2));
                break;
            case (int)Smb2Command.TreeConnect:
                body.Hex("smb2.tc.flags", "Flags", 2, 2);
                tree.Info += " Tree: " + message.Utf16("smb2.tree", "Tree", body.Read(4, 2), body.Read(6, 2));
                break;
            case (int)Smb2Command.Create:
                AddCreate(message, body);
                break;
            case (int)Smb2Command.Close:
                body.Hex("smb2.close.flags", "Close Flags", 2, 2);
                Smb2ResponseFields.AddFile(body, 8);
                break;
            case 0x07: // FLUSH
                Smb2ResponseFields.AddFile(body, 8);
                break;
            case (int)Smb2Command.Read:
                body.Hex("smb2.read_padding", "Padding", 2, 1);
                body.Hex("smb2.read_flags", "Flags", 3, 1);
                tree.Info += $" Len:{body.Number("smb2.read_length", "Read Length", 4, 4)}";
                tree.Info += $" Off:{body.Number("smb2.file_offset", "File Offset", 8, 8)}";
                Smb2ResponseFields.AddFile(body, 16);
                body.Number("smb2.min_count", "Min Count", 32, 4);
                body.Hex("smb2.channel", "Channel", 36, 4);
                body.Number("smb2.remaining_bytes", "Remaining Bytes", 40, 4);
                break;
            case (int)Smb2Command.Write:
                AddWrite(message, body);
                break;
            case (int)Smb2Command.Ioctl:
                body.Hex("smb2.ioctl.function", "Function", 4, 4);
                Smb2ResponseFields.AddFile(body, 8);
                body.Number("smb2.max_ioctl_in_size", "Max Ioctl In Size", 32, 4);
                body.Number("smb2.max_ioctl_out_size", "Max Ioctl Out Size", 44, 4);
                body.Hex("smb2.ioctl.flags", "Flags", 48, 4);
                break;
            case 0x0E: // QUERY_DIRECTORY
                body.Number("smb2.find.infolevel", "Info Level", 2, 1);
                body.Hex("smb2.find.flags", "Find Flags", 3, 1);
                body.Hex("smb2.file_index", "File Index", 4, 4);
                Smb2ResponseFields.AddFile(body, 8);
                body.Number("smb2.output_buffer_len", "Output Buffer Length", 28, 4);
                tree.Info +=
                    " Pattern: "
                    + message.Utf16("smb2.find.pattern", "Search Pattern", body.Read(24, 2), body.Read(26, 2));
                break;
            case 0x0F: // CHANGE_NOTIFY
                body.Hex("smb2.notify.flags", "Notify Flags", 2, 2);
                body.Number("smb2.output_buffer_len", "Output Buffer Length", 4, 4);
                Smb2ResponseFields.AddFile(body, 8);
                break;
            case 0x10: // QUERY_INFO
                AddClass(body, facts);
                body.Number("smb2.max_response_size", "Max Response Size", 4, 4);
                body.Hex("smb2.getinfo_input_offset", "Getinfo Input Offset", 8, 2);
                body.Number("smb2.getinfo_input_size", "Getinfo Input Size", 12, 4);
                body.Hex("smb2.getsetinfo_additional", "Additional Info", 16, 4);
                body.Hex("smb2.getinfo_flags", "Flags", 20, 4);
                Smb2ResponseFields.AddFile(body, 24);
                break;
            case (int)Smb2Command.SetInfo:
                AddClass(body, facts);
                body.Number("smb2.setinfo_size", "Setinfo Size", 4, 4);
                body.Hex("smb2.setinfo_offset", "Setinfo Offset", 8, 2);
                body.Hex("smb2.getsetinfo_additional", "Additional Info", 12, 4);
                Smb2ResponseFields.AddFile(body, 16);
                Smb2InformationFields.AddChange(
                    message.Part(body.Read(8, 2), body.Read(4, 4)),
                    facts.Class,
                    facts.Level
                );
                break;
            default:
                break;
        }
    }

    private static void AddClass(in FieldBlock body, in Smb2Facts facts)
    {
        body.Hex("smb2.class", "Class", 2, 1);
        if (body.Has(3, 1))
        {
            Smb2InformationFields.AddLevel(body.Tree, body.At + 3, 1, facts.Class, facts.Level);
        }
    }

    private static void AddNegotiate(in FieldBlock body)
    {
        var count = body.Number("smb2.dialect_count", "Dialect count", 2, 2);
        body.Hex("smb2.sec_mode", "Security mode", 4, 1);
        Smb2ResponseFields.AddCapabilities(body, 8);
        body.Raw(FieldKind.Guid, "smb2.client_guid", "Client Guid", 12, 16);
        for (var i = 0; i < Math.Min(count, MaxDialects); i++)
        {
            body.Hex("smb2.dialect", "Dialect", 36 + (2 * i), 2);
        }
    }

    private static void AddCreate(in FieldBlock message, in FieldBlock body)
    {
        body.Hex("smb2.create.oplock", "Oplock", 3, 1);
        body.Number("smb2.impersonation.level", "Impersonation level", 4, 4);
        body.Hex("smb2.create_flags", "Create Flags", 8, 8);
        // The mask of rights and the options are those of SMB 1, where Wireshark has their fields.
        body.Hex("smb.access_mask", "Access Mask", 24, 4);
        Smb2InformationFields.AddAttributes(body, 28);
        body.Hex("smb.share_access", "Share Access", 32, 4);
        body.Number("smb2.create.disposition", "Disposition", 36, 4);
        body.Hex("smb.create_options", "Create Options", 40, 4);
        var name = message.Utf16("smb2.filename", "Filename", body.Read(44, 2), body.Read(46, 2));
        message.Tree.Info += $" File: {name}";
        AddContexts(message.Part(body.Read(48, 4), body.Read(52, 4)));
    }

    /// <summary>§2.2.13.2: <c>32 bits to the next, 16 name's place, 16 its length, 16 reserved, 16 data's place, 32 its length</c>.</summary>
    internal static void AddContexts(FieldBlock contexts)
    {
        for (var i = 0; i < MaxContexts && contexts.Has(0, 16); i++)
        {
            var tag = contexts.Ascii("smb2.tag", "Tag", contexts.Read(4, 2), contexts.Read(6, 2));
            var data = contexts.Part(contexts.Read(10, 2), contexts.Read(12, 4));
            if (tag is "DHnQ" or "DHnC")
            {
                Smb2ResponseFields.AddFile(data, 0);
            }
            else if (tag == "MxAc" && data.Length == 8)
            {
                // The answer: a status, then the rights that the client has at most (§2.2.14.2.5).
                data.Hex("smb.access_mask", "Access Mask", 4, 4);
            }
            var next = contexts.Read(0, 4);
            if (next == 0)
            {
                break;
            }
            contexts = contexts.From(next);
        }
    }

    private static void AddWrite(in FieldBlock message, in FieldBlock body)
    {
        var tree = message.Tree;
        body.Hex("smb2.data_offset", "Data Offset", 2, 2);
        tree.Info += $" Len:{body.Number("smb2.write_length", "Write Length", 4, 4)}";
        tree.Info += $" Off:{body.Number("smb2.file_offset", "File Offset", 8, 8)}";
        Smb2ResponseFields.AddFile(body, 16);
        body.Hex("smb2.channel", "Channel", 32, 4);
        body.Number("smb2.remaining_bytes", "Remaining Bytes", 36, 4);
        body.Hex("smb2.write.flags", "Write Flags", 44, 4);
    }
}
