using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Smb;

/// <summary>A message of SMB 1 (MS-CIFS §2.2.3): its header, and the commands that are chained in it.</summary>
internal static class Smb1Fields
{
    private const int MaxChain = 8;
    private const int MaxDialects = 64;
    private const byte None = 0xFF;

    /// <param name="tree">Takes the lines.</param>
    /// <param name="at">Where the message begins in the tree's view.</param>
    /// <param name="bytes">The message.</param>
    /// <param name="facts">What the messages before say of it; null for nothing.</param>
    public static void Add(FieldTree tree, int at, ReadOnlySpan<byte> bytes, Smb1Facts? facts)
    {
        tree.Protocol = "SMB";
        tree.Info = "";
        tree.BeginProtocol("smb", "SMB (Server Message Block Protocol)", at, bytes.Length, at + bytes.Length);
        if (Smb1Header.TryParse(bytes, out var header))
        {
            var block = new FieldBlock(tree, at, bytes, isLittleEndian: true);
            AddHeader(block, header, facts);
            AddCommands(block, header, facts);
        }
        tree.End();
    }

    private static void AddHeader(in FieldBlock block, in Smb1Header header, Smb1Facts? facts)
    {
        const long errorCodeType = 0x4000;
        var tree = block.Tree;
        tree.Begin("", "SMB Header", default, block.At, Smb1Header.Bytes);
        if (facts is { RequestFrame: > 0 })
        {
            tree.Number("smb.response_to", "Response to", facts.RequestFrame, block.At, 0);
            var elapsed = FieldValue.OfSeconds(facts.Elapsed);
            tree.Add("smb.time", $"Time from request: {elapsed} seconds", elapsed, block.At, 0);
        }
        AddCommand(block, (byte)header.Command, 4);
        if ((block.Read(10, 2) & errorCodeType) != 0)
        {
            block.Hex("smb.nt_status", "NT Status", 5, 4);
        }
        else
        {
            block.Hex("smb.error_class", "Error Class", 5, 1);
            block.Hex("smb.error_code", "Error Code", 7, 2);
        }
        block.Hex("smb.flags", "Flags", 9, 1);
        block.Flag("smb.flags.response", "Request/Response", 9, 1, 0x80);
        block.Hex("smb.flags2", "Flags2", 10, 2);
        block.Flag("smb.flags2.sec_sig", "Security Signatures", 10, 2, 0x0004);
        block.Flag("smb.flags2.esn", "Extended Security Negotiation", 10, 2, 0x0800);
        block.Flag("smb.flags2.nt_error", "Error Code Type", 10, 2, 0x4000);
        block.Flag("smb.flags2.string", "Unicode Strings", 10, 2, 0x8000);
        block.Number("smb.pid.high", "Process ID High", 12, 2);
        block.Raw(FieldKind.Bytes, "smb.signature", "Signature", 14, 8);
        block.Number("smb.tid", "Tree ID", 24, 2);
        if (facts?.Path is { } path)
        {
            tree.Text("smb.path", "Path", path, block.At + 24, 0);
        }
        block.Number("smb.pid", "Process ID", 26, 2);
        block.Number("smb.uid", "User ID", 28, 2);
        block.Number("smb.mid", "Multiplex ID", 30, 2);
        tree.End();
    }

    private static void AddCommands(in FieldBlock message, in Smb1Header header, Smb1Facts? facts)
    {
        var tree = message.Tree;
        var command = (byte)header.Command;
        var offset = Smb1Header.Bytes;
        for (var i = 0; i < MaxChain && Smb1Block.TryParse(message.Bytes, offset, out var block); i++)
        {
            var name = $"{Name(command)} {(header.IsResponse ? "Response" : "Request")}";
            tree.Info += $"{(i == 0 ? "" : "; ")}{name}";
            var length = block.BytesOffset + block.ByteCount - offset;
            tree.Begin("", $"{name} (0x{command:x2})", default, message.At + offset, length);
            message.Number("smb.wct", "Word Count (WCT)", offset, 1);
            var hasNext = Smb1TreeConnect.HasAndX(command) && block.WordCount >= 2;
            if (hasNext)
            {
                AddCommand(message, block.Byte(0), offset + 1);
                message.Number("smb.andxoffset", "AndXOffset", offset + 3, 2);
            }
            if (i == 0 && facts is not null)
            {
                AddFile(message, header, offset + 1, block, facts);
            }
            AddBody(message, header, command, offset + 1, block);
            tree.End();
            if (!hasNext || block.Byte(0) == None || block.UInt16(2) <= offset)
            {
                break;
            }
            (command, offset) = (block.Byte(0), block.UInt16(2));
        }
    }

    /// <param name="message">From its header on.</param>
    /// <param name="header">Of the message.</param>
    /// <param name="command">Of this part of the chain.</param>
    /// <param name="words">Where its words begin.</param>
    /// <param name="block">Its words and bytes.</param>
    private static void AddBody(
        in FieldBlock message,
        in Smb1Header header,
        byte command,
        int words,
        in Smb1Block block
    )
    {
        var isRequest = !header.IsResponse;
        switch ((Smb1Command)command)
        {
            case Smb1Command.NtCreateAndX when isRequest && block.WordCount >= 24:
                AddCount(message, block);
                var at = block.BytesOffset;
                var file = block.Text(ref at, header.IsUnicode);
                message.Tree.Note($"File Name: {file}", message.At + block.BytesOffset, at - block.BytesOffset);
                message.Tree.Info += $", Path: {file}";
                return;
            case Smb1Command.NtCreateAndX when block.WordCount >= 34:
                message.Number("smb.oplock.level", "Oplock level", words + 4, 1);
                message.Number("smb.create.action", "Create action", words + 7, 4);
                break;
            case Smb1Command.TreeConnectAndX when isRequest && block.WordCount == 4:
                message.Number("smb.pwlen", "Password Length", words + 6, 2);
                AddCount(message, block);
                AddTreeConnect(message, header, block);
                return;
            case Smb1Command.TreeConnectAndX:
                AddCount(message, block);
                AddService(message, header, block);
                return;
            case Smb1Command.SessionSetupAndX when isRequest && block.WordCount is 12 or 13:
                // With extended security or without (MS-SMB §2.2.4.6.1, MS-CIFS §2.2.4.53.1).
                message.Hex("smb.server_cap", "Capabilities", words + (block.WordCount == 12 ? 20 : 22), 4);
                break;
            case Smb1Command.Negotiate when isRequest:
                AddCount(message, block);
                AddDialects(message, block);
                return;
            case Smb1Command.Negotiate when block.WordCount >= 1:
                message.Number("smb.dialect.index", "Selected Index", words, 2);
                if (block.WordCount == 17)
                {
                    message.Hex("smb.sm", "Security Mode", words + 2, 1);
                    message.Hex("smb.server_cap", "Capabilities", words + 19, 4);
                    message.FileTime("smb.system.time", "System Time", words + 23);
                }
                break;
            default:
                break;
        }
        AddCount(message, block);
    }

    /// <summary>A response does not repeat the file's number: that of the request is shown for it, where it would stand.</summary>
    private static void AddFile(
        in FieldBlock message,
        in Smb1Header header,
        int words,
        in Smb1Block block,
        Smb1Facts facts
    )
    {
        var tree = message.Tree;
        var at = Smb1FileId.OffsetOf(header.Command, header.IsResponse, block);
        var place = message.At + words + (at ?? 0);
        if (facts.FileId is { } id)
        {
            tree.Hex("smb.fid", "FID", id, 4, place, at is null ? 0 : 2);
        }
        if (facts.File is { } file)
        {
            tree.Text("smb.file", "File", file, place, 0);
        }
        if (
            header is { Command: Smb1Command.Transaction, IsResponse: true }
            && facts is { FileId: { } pipe, File: { } name }
        )
        {
            // Wireshark names both for the transaction and for the pipe in it.
            tree.Hide("smb.fid", FieldValue.OfNumber(pipe), place, 0);
            tree.Hide("smb.file", FieldValue.OfText(name), place, 0);
        }
    }

    private static void AddCount(in FieldBlock message, in Smb1Block block) =>
        message.Number("smb.bcc", "Byte Count (BCC)", block.BytesOffset - 2, 2);

    private static void AddTreeConnect(in FieldBlock message, in Smb1Header header, in Smb1Block block)
    {
        var at = block.BytesOffset + block.UInt16(6);
        message.Tree.Info += ", Path: " + Text(message, "smb.path", "Path", block, ref at, header);
        AddAscii(message, "smb.service", "Service", block, ref at);
    }

    private static void AddService(in FieldBlock message, in Smb1Header header, in Smb1Block block)
    {
        var at = block.BytesOffset;
        if (block.ByteCount > 0)
        {
            AddAscii(message, "smb.service", "Service", block, ref at);
            if (at < block.BytesOffset + block.ByteCount)
            {
                Text(message, "smb.native_fs", "Native File System", block, ref at, header);
            }
        }
    }

    /// <summary>§2.2.4.52.1: <c>02 name 00</c> each.</summary>
    private static void AddDialects(in FieldBlock message, in Smb1Block block)
    {
        var at = block.BytesOffset;
        for (var i = 0; i < MaxDialects && at + 1 < Math.Min(block.BytesOffset + block.ByteCount, message.Length); i++)
        {
            at++;
            AddAscii(message, "smb.dialect.name", "Name", block, ref at);
        }
    }

    private static string Text(
        in FieldBlock message,
        string name,
        string label,
        in Smb1Block block,
        ref int at,
        in Smb1Header header
    )
    {
        var start = at;
        var text = block.Text(ref at, header.IsUnicode);
        message.Tree.Text(name, label, text, message.At + start, at - start);
        return text;
    }

    private static void AddAscii(in FieldBlock message, string name, string label, in Smb1Block block, ref int at)
    {
        var rest = block.At(at, block.BytesOffset + block.ByteCount - at);
        var end = rest.IndexOf((byte)0) is >= 0 and var zero ? zero : rest.Length;
        message.Tree.Text(name, label, Encoding.UTF8.GetString(rest[..end]), message.At + at, end);
        at += end + 1;
    }

    private static void AddCommand(in FieldBlock message, byte command, int offset)
    {
        if (message.Has(offset, 1))
        {
            message.Tree.Add(
                "smb.cmd",
                $"SMB Command: {Name(command)} (0x{command:x2})",
                FieldValue.OfNumber(command),
                message.At + offset,
                1
            );
        }
    }

    private static string Name(byte command) =>
        (Smb1Command)command switch
        {
            Smb1Command.Close => "Close",
            Smb1Command.Delete => "Delete",
            Smb1Command.Rename => "Rename",
            Smb1Command.Transaction => "Trans",
            Smb1Command.TransactionSecondary => "Trans Secondary",
            Smb1Command.OpenAndX => "Open AndX",
            Smb1Command.ReadAndX => "Read AndX",
            Smb1Command.WriteAndX => "Write AndX",
            Smb1Command.Transaction2 => "Trans2",
            Smb1Command.Transaction2Secondary => "Trans2 Secondary",
            Smb1Command.TreeDisconnect => "Tree Disconnect",
            Smb1Command.Negotiate => "Negotiate Protocol",
            Smb1Command.SessionSetupAndX => "Session Setup AndX",
            Smb1Command.LogoffAndX => "Logoff AndX",
            Smb1Command.TreeConnectAndX => "Tree Connect AndX",
            Smb1Command.NtCreateAndX => "NT Create AndX",
            Smb1Command.NoAndX => "No further commands",
            _ => $"Command 0x{command:x2}",
        };
}
