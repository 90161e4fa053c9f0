using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Smb;

/// <summary>The headers of SMB 2 and 3 (MS-SMB2 §2.2.1), of all messages in a compound.</summary>
internal static class Smb2Fields
{
    /// <summary>MS-SMB2 §2.2.2: what the body of an error begins with.</summary>
    private const int ErrorSize = 9;

    private static readonly string[] s_commands =
    [
        "Negotiate Protocol",
        "Session Setup",
        "Session Logoff",
        "Tree Connect",
        "Tree Disconnect",
        "Create",
        "Close",
        "Flush",
        "Read",
        "Write",
        "Lock",
        "Ioctl",
        "Cancel",
        "KeepAlive",
        "Find",
        "Notify",
        "GetInfo",
        "SetInfo",
        "Break",
    ];

    /// <param name="tree">Takes the lines.</param>
    /// <param name="at">Where the compound begins in the tree's view.</param>
    /// <param name="compound">One or several messages.</param>
    /// <param name="facts">What is known of each from the messages before; may have fewer.</param>
    public static void Add(FieldTree tree, int at, ReadOnlySpan<byte> compound, Smb2Facts[] facts)
    {
        tree.Protocol = "SMB2";
        tree.Info = "";
        tree.BeginProtocol(
            "smb2",
            "Server Message Block Protocol version 2",
            at,
            compound.Length,
            at + compound.Length
        );
        for (var i = 0; Smb2Header.TryParse(compound, out var header); i++)
        {
            var isLast = header.Next < Smb2Header.Bytes || header.Next > compound.Length;
            var message = isLast ? compound : compound[..(int)header.Next];
            AddMessage(tree, at, message, header, i < facts.Length ? facts[i] : default);
            if (isLast)
            {
                break;
            }
            compound = compound[(int)header.Next..];
            at += (int)header.Next;
        }
        tree.End();
    }

    private static void AddMessage(
        FieldTree tree,
        int at,
        ReadOnlySpan<byte> message,
        in Smb2Header header,
        in Smb2Facts facts
    )
    {
        var command = (int)header.Command;
        var name = command < s_commands.Length ? s_commands[command] : $"Command 0x{command:x2}";
        tree.Info += $"{(tree.Info.Length == 0 ? "" : "; ")}{name} {(header.IsResponse ? "Response" : "Request")}";
        var block = new FieldBlock(tree, at, message, isLittleEndian: true);
        tree.Begin("", "SMB2 Header", default, at, Smb2Header.Bytes);
        AddHeader(block, header, name, facts);
        tree.End();
        var body = block.From(Smb2Header.Bytes);
        tree.Begin(
            "",
            $"{name} {(header.IsResponse ? "Response" : "Request")} (0x{command:x2})",
            default,
            body.At,
            body.Length
        );
        if (!header.IsResponse)
        {
            Smb2RequestFields.Add(block, command, facts);
        }
        else if (header.HasBody || header.Command == Smb2Command.SessionSetup || body.Read(0, 2) != ErrorSize)
        {
            Smb2ResponseFields.Add(block, command, facts);
        }
        else
        {
            tree.Info += $", Error: 0x{header.Status:x8}";
            Smb2ResponseFields.AddAsked(block, command, facts);
            body.Hex("smb2.buffer_code", "StructureSize", 0, 2);
            body.Number("smb2.error.context_count", "Error Context Count", 2, 1);
            body.Number("smb2.error.byte_count", "Byte Count", 4, 4);
        }
        tree.End();
    }

    private static void AddHeader(in FieldBlock block, in Smb2Header header, string name, in Smb2Facts facts)
    {
        var tree = block.Tree;
        new FieldBlock(tree, block.At, block.Bytes, isLittleEndian: false).Hex("smb2.protocol_id", "ProtocolId", 0, 4);
        block.Number("smb2.header_len", "Header Length", 4, 2);
        block.Number("smb2.credit.charge", "Credit Charge", 6, 2);
        if (header.IsResponse)
        {
            block.Hex("smb2.nt_status", "NT Status", 8, 4);
        }
        else
        {
            block.Number("smb2.channel_sequence", "Channel Sequence", 8, 2);
        }
        block.Named("smb2.cmd", "Command", name, 12, 2);
        if (header.IsResponse)
        {
            block.Number("smb2.credits.granted", "Credits granted", 14, 2);
        }
        else
        {
            block.Number("smb2.credits.requested", "Credits requested", 14, 2);
        }
        tree.Begin("smb2.flags", $"Flags: 0x{header.Flags:x8}", FieldValue.OfNumber(header.Flags), block.At + 16, 4);
        block.Flag("smb2.flags.response", "Response", 16, 4, 0x1);
        block.Flag("smb2.flags.async", "Async command", 16, 4, 0x2);
        block.Flag("smb2.flags.chained", "Chained", 16, 4, 0x4);
        block.Flag("smb2.flags.signature", "Signing", 16, 4, 0x8);
        block.Flag("smb2.flags.dfs", "DFS operation", 16, 4, 0x1000_0000);
        block.Flag("smb2.flags.replay", "Replay operation", 16, 4, 0x2000_0000);
        tree.End();
        block.Hex("smb2.chain_offset", "Chain Offset", 20, 4);
        block.Number("smb2.msg_id", "Message ID", 24, 8);
        if (header.IsAsynchronous)
        {
            block.Hex("smb2.aid", "Async Id", 32, 8);
        }
        else
        {
            block.Hex("smb2.pid", "Process Id", 32, 4);
            block.Hex("smb2.tid", "Tree Id", 36, 4);
        }
        AddKnown(tree, block.At, facts);
        block.Hex("smb2.sesid", "Session Id", 40, 8);
        if (facts.Account is { } account)
        {
            AddAccount(tree, block.At + 40, account);
        }
        block.Raw(FieldKind.Bytes, "smb2.signature", "Signature", 48, 16);
        if (facts.RequestFrame > 0)
        {
            tree.Number("smb2.response_to", "Response to", facts.RequestFrame, block.At, 0);
            var elapsed = FieldValue.OfSeconds(facts.Elapsed);
            tree.Add("smb2.time", $"Time from request: {elapsed} seconds", elapsed, block.At, 0);
        }
    }

    internal static void AddAccount(FieldTree tree, int at, Smb2Account account)
    {
        tree.Text("smb2.acct", "Account", account.Name, at, 0);
        tree.Text("smb2.domain", "Domain", account.Domain, at, 0);
        tree.Text("smb2.host", "Host", account.Host, at, 0);
    }

    private static void AddKnown(FieldTree tree, int at, in Smb2Facts facts)
    {
        if (facts.Tree is { } path)
        {
            tree.Text("smb2.tree", "Tree", path, at + 36, 0);
        }
        if (facts.ShareType is { } type)
        {
            tree.Hex("smb2.share_type", "Share Type", type, 2, at + 36, 0);
        }
    }
}
