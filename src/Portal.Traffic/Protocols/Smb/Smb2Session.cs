namespace Portal.Traffic.Protocols.Smb;

/// <summary>Follows SMB 2 and 3 (MS-SMB2): shares, files, their content, logons, and calls through pipes.</summary>
internal sealed class Smb2Session(FlowContext flow, SmbFiles files)
{
    /// <summary>Windows grants at most 8192 credits, and each pays for one request (MS-SMB2 §3.3.1.2).</summary>
    private const int MaxPending = 8192;

    /// <summary>Windows lets one session open 16384 files (MS-SMB2 §3.3.1.1 leaves it to the server); trees are fewer.</summary>
    private const int MaxOpen = 16_384;

    private const uint PipeTransceive = 0x0011_C017; // MS-FSCC §2.3, FSCTL_PIPE_TRANSCEIVE
    private const uint DeleteOnClose = 0x0000_1000; // MS-SMB2 §2.2.13, FILE_DELETE_ON_CLOSE

    private readonly Dictionary<ulong, Smb2Pending> _pending = [];
    private readonly Dictionary<uint, SmbTree> _trees = [];
    private readonly Dictionary<ulong, SmbFile> _open = [];

    // The message before in the same compound.
    private Smb2Pending? _previous;

    /// <summary>One message of the stream, which may be a compound of several; false when it is none.</summary>
    public bool OnMessage(Side side, ReadOnlySpan<byte> compound, FrameStamp first, FrameStamp last)
    {
        _previous = null;
        while (Smb2Header.TryParse(compound, out var header))
        {
            var isLast = header.Next < Smb2Header.Bytes || header.Next > compound.Length;
            var message = isLast ? compound : compound[..(int)header.Next];
            var body = new Smb2Body(message);
            if (header.IsResponse)
            {
                OnResponse(side, header, body, first, last);
            }
            else
            {
                OnRequest(side, header, body, first, last);
            }
            if (isLast)
            {
                return true;
            }
            compound = compound[(int)header.Next..];
        }
        return false;
    }

    private void OnRequest(Side side, in Smb2Header header, in Smb2Body body, FrameStamp first, FrameStamp last)
    {
        var start = new FrameStamp(first.Number, last.Time);
        var tree =
            header.IsRelated && _previous is not null ? _previous.Tree
            : header.TreeId == 0 || header.Command == Smb2Command.TreeConnect ? new SmbTree(start)
            : TreeOf(header.TreeId, start);
        var pending = new Smb2Pending(start, tree);
        if (_pending.Count >= MaxPending)
        {
            flow.Weird("smb_many_requests_without_response");
            _pending.Clear();
        }
        _pending[header.MessageId] = pending;
        switch (header.Command)
        {
            case Smb2Command.SessionSetup:
                Authenticate(side, body.Buffer(body.UInt16(12), body.UInt16(14)), last);
                break;
            case Smb2Command.TreeConnect:
                tree.Path = body.Text(body.UInt16(4), body.UInt16(6));
                break;
            case Smb2Command.TreeDisconnect:
                _trees.Remove(header.TreeId);
                break;
            case Smb2Command.Create:
                RequestCreate(pending, body);
                break;
            case Smb2Command.Read:
                UseFile(pending, body, 16);
                pending.Offset = body.UInt64(8);
                break;
            case Smb2Command.Write:
                UseFile(pending, body, 16);
                files.Content(
                    pending.File!,
                    pending.FileId,
                    side,
                    body.UInt64(8),
                    body.Buffer(body.UInt16(2), body.UInt32(4)),
                    last
                );
                break;
            case Smb2Command.Ioctl when body.UInt32(4) == PipeTransceive:
                UseFile(pending, body, 8);
                pending.File!.IsPipe = true;
                files.Content(
                    pending.File,
                    pending.FileId,
                    side,
                    0,
                    body.Buffer(body.UInt32(24), body.UInt32(28)),
                    last
                );
                break;
            case Smb2Command.SetInfo:
                UseFile(pending, body, 16);
                RequestSetInfo(pending, body, header.IsRelated, last);
                break;
            case Smb2Command.Close:
                UseFile(pending, body, 8);
                RequestClose(pending, last);
                break;
            default:
                break;
        }
        _previous = pending;
    }

    private void OnResponse(Side side, in Smb2Header header, in Smb2Body body, FrameStamp first, FrameStamp last)
    {
        if (header.IsPending || header.Command == Smb2Command.OplockBreak)
        {
            return;
        }
        var isKnown = _pending.Remove(header.MessageId, out var pending);
        if (!header.HasBody)
        {
            return;
        }
        var start = new FrameStamp(first.Number, last.Time);
        pending ??= new Smb2Pending(start, TreeOf(header.TreeId, start));
        switch (header.Command)
        {
            case Smb2Command.Negotiate:
                Authenticate(side, body.Buffer(body.UInt16(56), body.UInt16(58)), last);
                break;
            case Smb2Command.SessionSetup:
                Authenticate(side, body.Buffer(body.UInt16(4), body.UInt16(6)), last);
                break;
            case Smb2Command.TreeConnect:
                AnswerTreeConnect(pending.Tree, header.TreeId, body.Byte(2), last);
                break;
            case Smb2Command.Create:
                AnswerCreate(pending, body, last);
                break;
            case Smb2Command.Read when isKnown && pending.File is not null:
                files.Content(
                    pending.File,
                    pending.FileId,
                    side,
                    pending.Offset,
                    body.Buffer(body.Byte(2), body.UInt32(4)),
                    last
                );
                break;
            case Smb2Command.Ioctl when body.UInt32(4) == PipeTransceive:
                pending.File ??= FileOf(body.FileId(8), start);
                pending.File.IsPipe = true;
                files.Content(
                    pending.File,
                    body.FileId(8),
                    side,
                    0,
                    body.Buffer(body.UInt32(32), body.UInt32(36)),
                    last
                );
                break;
            case Smb2Command.SetInfo when pending.Claimed is not null:
                files.Log(pending.Claimed, last);
                break;
            default:
                break;
        }
    }

    private void Authenticate(Side side, ReadOnlySpan<byte> token, FrameStamp frame)
    {
        if (!token.IsEmpty)
        {
            flow.Carried("gssapi").OnMessage(side, 0, token, frame);
        }
    }

    private void AnswerTreeConnect(SmbTree tree, uint id, byte shareType, FrameStamp frame)
    {
        // MS-SMB2 §2.2.10
        tree.ShareType = shareType switch
        {
            1 => SmbTree.Disk,
            2 => SmbTree.Pipe,
            3 => SmbTree.Print,
            _ => "unknown",
        };
        tree.IsKnown = true;
        Remember(_trees, id, tree);
        files.Log(tree, frame);
    }

    private static void RequestCreate(Smb2Pending pending, in Smb2Body body)
    {
        var name = body.Text(body.UInt16(44), body.UInt16(46));
        var tree = pending.Tree;
        if (!tree.IsKnown && SmbFiles.IsPipeName(name))
        {
            (tree.Path, tree.ShareType) = ("<unknown>", SmbTree.Pipe);
        }
        pending.File = new SmbFile(pending.Start)
        {
            Name = name.Length == 0 ? "<share_root>" : name,
            IsPipe = tree.IsPipe,
            MayBePipe = !tree.IsKnown,
            IsDeletedOnClose = (body.UInt32(40) & DeleteOnClose) != 0,
            Action = tree.ShareType switch
            {
                SmbTree.Pipe => SmbAction.PipeOpen,
                SmbTree.Print => SmbAction.PrintOpen,
                _ => SmbAction.FileOpen,
            },
        };
    }

    private void AnswerCreate(Smb2Pending pending, in Smb2Body body, FrameStamp frame)
    {
        var file = pending.File ??= new SmbFile(pending.Start) { IsPipe = pending.Tree.IsPipe };
        file.Size = (long)Math.Min(body.UInt64(48), long.MaxValue);
        file.Path = pending.Tree.Path ?? file.Path;
        var times = body.Times(8);
        file.Times = times.Modified > 0 ? times : null;
        Remember(_open, body.FileId(64), file);
        files.Log(file, frame);
        if (file.IsDeletedOnClose && !file.IsPipe)
        {
            files.Log(file.With(SmbAction.FileDelete), frame);
        }
    }

    private void RequestSetInfo(Smb2Pending pending, in Smb2Body body, bool isRelated, FrameStamp frame)
    {
        const byte fileInformation = 1;
        if (body.Byte(2) != fileInformation)
        {
            return;
        }
        var file = pending.File!;
        var offset = body.UInt16(8);
        var data = new ByteReader(body.Buffer(offset, body.UInt32(4)));
        // MS-FSCC §2.4
        switch (body.Byte(3))
        {
            case 10: // FileRenameInformation
            case 65: // FileRenameInformationEx
                data.Skip(16);
                var length = data.ReadUInt32LittleEndian();
                if (!data.Failed)
                {
                    var name = body.Text((uint)(offset + 20), length);
                    Change(pending, SmbAction.FileRename, name, isRelated, frame);
                }
                break;
            case 13 when (data.ReadByte() & 1) != 0: // FileDispositionInformation
            case 64 when (data.ReadByte() & 1) != 0: // FileDispositionInformationEx
                Change(pending, SmbAction.FileDelete, file.Name, isRelated, frame);
                break;
            default:
                break;
        }
    }

    /// <summary>
    /// Deletes or renames. Inside a compound the file has no answer yet: its row of the opening must come first, and whether
    /// anything was done is known with the response.
    /// </summary>
    private void Change(Smb2Pending pending, string action, string? name, bool isRelated, FrameStamp frame)
    {
        var file = pending.File!;
        if (isRelated)
        {
            pending.Claimed = file.With(action);
            if (action == SmbAction.FileRename)
            {
                (pending.Claimed.PreviousName, pending.Claimed.Name) = (file.Name, name);
            }
            return;
        }
        if (action == SmbAction.FileRename)
        {
            (file.PreviousName, file.Name) = (file.Name ?? file.PreviousName, name);
        }
        file.Action = action;
        files.Log(file, frame);
    }

    private void RequestClose(Smb2Pending pending, FrameStamp frame)
    {
        var file = pending.File!;
        file.Path = pending.Tree.Path ?? file.Path;
        if (pending.Tree.ShareType == SmbTree.Print)
        {
            file.Action = SmbAction.PrintClose;
            files.Log(file, frame);
        }
        files.Close(file, pending.FileId, frame);
        _open.Remove(pending.FileId);
    }

    /// <summary>Which file the request is about; one that was opened unseen is known from here on.</summary>
    private void UseFile(Smb2Pending pending, in Smb2Body body, int offset)
    {
        if (body.IsRelatedFileId(offset) && _previous?.File is { } file)
        {
            (pending.File, pending.FileId) = (file, _previous.FileId);
            return;
        }
        pending.FileId = body.FileId(offset);
        pending.File = FileOf(pending.FileId, pending.Start);
        pending.File.IsPipe |= pending.Tree.IsPipe;
        pending.File.MayBePipe |= !pending.Tree.IsKnown;
        if (pending.File.Path is null)
        {
            pending.File.Path = pending.Tree.Path;
        }
    }

    private SmbFile FileOf(ulong id, FrameStamp start)
    {
        if (!_open.TryGetValue(id, out var file))
        {
            file = new SmbFile(start);
            Remember(_open, id, file);
        }
        return file;
    }

    private SmbTree TreeOf(uint id, FrameStamp start)
    {
        if (!_trees.TryGetValue(id, out var tree))
        {
            tree = new SmbTree(start);
            Remember(_trees, id, tree);
        }
        return tree;
    }

    private void Remember<TKey, TValue>(Dictionary<TKey, TValue> table, TKey key, TValue value)
        where TKey : notnull
    {
        if (table.Count >= MaxOpen)
        {
            flow.Weird("smb_many_open_files");
            table.Clear();
        }
        table[key] = value;
    }
}
