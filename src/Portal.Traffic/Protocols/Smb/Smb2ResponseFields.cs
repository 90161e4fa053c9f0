using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Smb;

/// <summary>The bodies of responses (MS-SMB2 §2.2.4 to §2.2.40), and what requests have of the same kind.</summary>
internal static class Smb2ResponseFields
{
    private const int QueryDirectory = 0x0E;
    private const int QueryInfo = 0x10;

    /// <param name="message">From its header on.</param>
    /// <param name="command">MS-SMB2 §2.2.1.</param>
    /// <param name="facts">What is known of it besides.</param>
    public static void Add(in FieldBlock message, int command, in Smb2Facts facts)
    {
        var body = message.From(Smb2Header.Bytes);
        AddAsked(message, command, facts);
        body.Hex("smb2.buffer_code", "StructureSize", 0, 2);
        switch (command)
        {
            case (int)Smb2Command.Negotiate:
                AddNegotiate(message, body);
                break;
            case (int)Smb2Command.SessionSetup:
                body.Hex("smb2.session_flags", "Session Flags", 2, 2);
                body.Flag("smb2.ses_flags.guest", "Guest", 2, 2, 1);
                body.Flag("smb2.ses_flags.null", "Null", 2, 2, 2);
                body.Flag("smb2.ses_flags.encrypt", "Encrypt", 2, 2, 4);
                AddBlob(message, body.Read(4, 2), body.Read(6, 2));
                break;
            case (int)Smb2Command.TreeConnect:
                body.Hex("smb2.share_type", "Share Type", 2, 1);
                body.Hex("smb2.share_flags", "Share flags", 4, 4);
                body.Flag("smb2.share_flags.encrypt_data", "Encrypted data required", 4, 4, 0x8000);
                body.Hex("smb2.share_caps", "Share Capabilities", 8, 4);
                // The rights that the client has at most.
                body.Hex("smb.access_mask", "Access Mask", 12, 4);
                break;
            case (int)Smb2Command.Create:
                body.Hex("smb2.create.oplock", "Oplock", 2, 1);
                body.Hex("smb2.create.rep_flags", "Response Flags", 3, 1);
                body.Number("smb2.create.action", "Create Action", 4, 4);
                AddFileState(body, 8);
                AddFile(body, 64);
                Smb2RequestFields.AddContexts(message.Part(body.Read(80, 4), body.Read(84, 4)));
                break;
            case (int)Smb2Command.Close:
                body.Hex("smb2.close.flags", "Close Flags", 2, 2);
                AddFileState(body, 8);
                break;
            case (int)Smb2Command.Read:
                body.Number("smb2.read_remaining", "Read Remaining", 8, 4);
                break;
            case (int)Smb2Command.Write:
                body.Number("smb2.write.count", "Write Count", 4, 4);
                body.Number("smb2.write.remaining", "Write Remaining", 8, 4);
                break;
            case (int)Smb2Command.Ioctl:
                body.Hex("smb2.ioctl.function", "Function", 4, 4);
                AddFile(body, 8);
                body.Hex("smb2.flags", "Flags", 40, 4);
                break;
            case QueryDirectory:
                Smb2InformationFields.AddListing(message.Part(body.Read(2, 2), body.Read(4, 4)), facts.Level);
                break;
            case QueryInfo:
                Smb2InformationFields.Add(message.Part(body.Read(2, 2), body.Read(4, 4)), facts.Class, facts.Level);
                break;
            default:
                break;
        }
    }

    /// <summary>Which information the request asked for, which the response does not repeat.</summary>
    public static void AddAsked(in FieldBlock message, int command, in Smb2Facts facts)
    {
        var at = message.At + Smb2Header.Bytes;
        if (facts.RequestFrame == 0)
        {
            return;
        }
        if (command is QueryInfo or (int)Smb2Command.SetInfo)
        {
            message.Tree.Hex("smb2.class", "Class", facts.Class, 2, at, 0);
            Smb2InformationFields.AddLevel(message.Tree, at, 0, facts.Class, facts.Level);
        }
        else if (command == QueryDirectory)
        {
            message.Tree.Number("smb2.find.infolevel", "Info Level", facts.Level, at, 0);
        }
    }

    public static void AddFile(in FieldBlock body, int offset) =>
        body.Raw(FieldKind.Guid, "smb2.fid", "File Id", offset, 16);

    /// <summary>§2.2.3.</summary>
    public static void AddCapabilities(in FieldBlock body, int offset)
    {
        if (!body.Has(offset, 4))
        {
            return;
        }
        var tree = body.Tree;
        var value = body.Read(offset, 4);
        tree.Begin("smb2.capabilities", $"Capabilities: 0x{value:x8}", FieldValue.OfNumber(value), body.At + offset, 4);
        body.Flag("smb2.capabilities.dfs", "DFS", offset, 4, 0x01);
        body.Flag("smb2.capabilities.leasing", "LEASING", offset, 4, 0x02);
        body.Flag("smb2.capabilities.large_mtu", "LARGE MTU", offset, 4, 0x04);
        body.Flag("smb2.capabilities.multi_channel", "MULTI CHANNEL", offset, 4, 0x08);
        body.Flag("smb2.capabilities.persistent_handles", "PERSISTENT HANDLES", offset, 4, 0x10);
        body.Flag("smb2.capabilities.directory_leasing", "DIRECTORY LEASING", offset, 4, 0x20);
        body.Flag("smb2.capabilities.encryption", "ENCRYPTION", offset, 4, 0x40);
        tree.End();
    }

    public static void AddBlob(in FieldBlock message, long offset, long length)
    {
        var blob = message.Part(offset, length);
        if (blob.Length > 0 && offset >= Smb2Header.Bytes)
        {
            blob.Raw(FieldKind.Bytes, "smb2.security_blob", "Security Blob", 0, blob.Length);
        }
    }

    private static void AddNegotiate(in FieldBlock message, in FieldBlock body)
    {
        body.Hex("smb2.sec_mode", "Security mode", 2, 1);
        body.Hex("smb2.dialect", "Dialect", 4, 2);
        body.Raw(FieldKind.Guid, "smb2.server_guid", "Server Guid", 8, 16);
        AddCapabilities(body, 24);
        body.Number("smb2.max_trans_size", "Max Transaction Size", 28, 4);
        body.Number("smb2.max_read_size", "Max Read Size", 32, 4);
        body.Number("smb2.max_write_size", "Max Write Size", 36, 4);
        body.FileTime("smb2.current_time", "Current Time", 40);
        body.FileTime("smb2.boot_time", "Boot Time", 48);
        AddBlob(message, body.Read(56, 2), body.Read(58, 2));
    }

    /// <summary>Four times, two sizes, attributes (§2.2.14, §2.2.16).</summary>
    private static void AddFileState(in FieldBlock body, int offset)
    {
        Smb2InformationFields.AddTimes(body, offset);
        body.Number("smb2.allocation_size", "Allocation Size", offset + 32, 8);
        body.Number("smb2.eof", "End Of File", offset + 40, 8);
        Smb2InformationFields.AddAttributes(body, offset + 48);
    }
}
