namespace Portal.Traffic.Protocols.Smb;

/// <summary>Follows SMB 1 (MS-CIFS, MS-SMB): shares, files, their content, logons, and calls through pipes.</summary>
internal sealed class Smb1Session(FlowContext flow, SmbFiles files)
{
    /// <summary>Servers allow 50 requests at once by default (MS-CIFS §2.2.4.52.2, MaxMpxCount is 16 bits).</summary>
    private const int MaxPending = 4096;

    /// <summary>Commands chained in one message; three or four occur.</summary>
    private const int MaxChain = 16;

    private const int NoOffset = 0;
    private const ushort TransactPipe = 0x26; // MS-CIFS §2.2.5.6, TRANS_TRANSACT_NMPIPE
    private const ushort SetFileInformation = 0x08; // MS-CIFS §2.2.6.9, TRANS2_SET_FILE_INFORMATION

    private readonly Dictionary<uint, (Smb1Pending First, Smb1Pending Last)> _pending = [];

    private int _pendingCount;

    // Trees and files have 16-bit numbers: that bounds both tables.
    private readonly Dictionary<ushort, SmbTree> _trees = [];
    private readonly Dictionary<ushort, SmbFile> _open = [];

    /// <summary>One message with its chain of commands; false when it is none.</summary>
    public bool OnMessage(Side side, ReadOnlySpan<byte> message, FrameStamp first, FrameStamp last)
    {
        if (!Smb1Header.TryParse(message, out var header))
        {
            return false;
        }
        var start = new FrameStamp(first.Number, last.Time);
        var pending = Exchange(header, start);
        var command = header.Command;
        var offset = Smb1Header.Bytes;
        for (var i = 0; i < MaxChain && Smb1Block.TryParse(message, offset, out var block); i++)
        {
            if (header.IsResponse)
            {
                OnResponse(side, header, command, pending, block, last);
            }
            else
            {
                OnRequest(side, header, command, pending, block, last);
            }
            var next = block.UInt16(2);
            if (!IsChained(command) || block.WordCount < 2 || next <= offset)
            {
                return true;
            }
            command = (Smb1Command)block.Byte(0);
            offset = next;
            if (command == Smb1Command.NoAndX)
            {
                return true;
            }
        }
        return true;
    }

    private static bool IsChained(Smb1Command command) =>
        command
            is Smb1Command.OpenAndX
                or Smb1Command.ReadAndX
                or Smb1Command.WriteAndX
                or Smb1Command.SessionSetupAndX
                or Smb1Command.LogoffAndX
                or Smb1Command.TreeConnectAndX
                or Smb1Command.NtCreateAndX;

    private Smb1Pending Exchange(in Smb1Header header, FrameStamp start)
    {
        if (header.IsResponse)
        {
            return TakeRequest(header) ?? new Smb1Pending(start, header.Command);
        }
        if (_pendingCount >= MaxPending)
        {
            flow.Weird("smb_many_requests_without_response");
            _pending.Clear();
            _pendingCount = 0;
        }
        var pending = new Smb1Pending(start, header.Command);
        _pendingCount++;
        if (!_pending.TryGetValue(header.ExchangeId, out var ends))
        {
            _pending[header.ExchangeId] = (pending, pending);
            return pending;
        }
        ends.Last.Next = pending;
        _pending[header.ExchangeId] = (ends.First, pending);
        return pending;
    }

    /// <summary>The oldest request that the response may belong to; older ones of other commands were never answered.</summary>
    private Smb1Pending? TakeRequest(in Smb1Header header)
    {
        if (!_pending.Remove(header.ExchangeId, out var ends))
        {
            return null;
        }
        var request = ends.First;
        while (request is not null)
        {
            _pendingCount--;
            if (request.Command == header.Command)
            {
                if (request.Next is not null)
                {
                    _pending[header.ExchangeId] = (request.Next, ends.Last);
                }
                return request;
            }
            request = request.Next;
        }
        return null;
    }

    private void OnRequest(
        Side side,
        in Smb1Header header,
        Smb1Command command,
        Smb1Pending pending,
        in Smb1Block block,
        FrameStamp last
    )
    {
        switch (command)
        {
            case Smb1Command.SessionSetupAndX when block.WordCount == 12: // extended security, MS-SMB §2.2.4.6.1
                Authenticate(side, block.At(block.BytesOffset, block.UInt16(14)), last);
                break;
            case Smb1Command.TreeConnectAndX:
                RequestTreeConnect(header, pending, block);
                break;
            case Smb1Command.TreeDisconnect:
                _trees.Remove(header.TreeId);
                break;
            case Smb1Command.NtCreateAndX:
                var offset = block.BytesOffset;
                RequestOpen(header, pending, block.Text(ref offset, header.IsUnicode));
                break;
            case Smb1Command.OpenAndX:
                var nameOffset = block.BytesOffset;
                RequestOpen(header, pending, block.Text(ref nameOffset, header.IsUnicode));
                break;
            case Smb1Command.ReadAndX:
                UseFile(header, pending, block.UInt16(4));
                pending.Offset = OffsetOf(block, 6, block.WordCount > 10 ? 20 : NoOffset);
                break;
            case Smb1Command.WriteAndX:
                UseFile(header, pending, block.UInt16(4));
                Write(side, pending, block, last);
                break;
            case Smb1Command.Close:
                UseFile(header, pending, block.UInt16(0));
                Close(pending, last);
                break;
            case Smb1Command.Transaction when block.UInt16(28) == TransactPipe:
                UseFile(header, pending, block.UInt16(30));
                pending.File!.IsPipe = true;
                pending.IsPipeTransaction = true;
                files.Content(
                    pending.File,
                    pending.FileId,
                    side,
                    0,
                    block.At(block.UInt16(24), block.UInt16(22)),
                    last
                );
                break;
            case Smb1Command.Transaction2 when block.UInt16(28) == SetFileInformation:
                RequestSetInformation(header, pending, block);
                break;
            case Smb1Command.Delete:
                RequestDelete(header, pending, block);
                break;
            case Smb1Command.Rename:
                RequestRename(header, pending, block);
                break;
            default:
                break;
        }
    }

    private void OnResponse(
        Side side,
        in Smb1Header header,
        Smb1Command command,
        Smb1Pending pending,
        in Smb1Block block,
        FrameStamp last
    )
    {
        switch (command)
        {
            case Smb1Command.Negotiate when block.WordCount == 17: // NT LM 0.12, MS-SMB §2.2.4.5.2
                const uint extendedSecurity = 0x8000_0000;
                const int guidBytes = 16;
                if ((block.UInt32(19) & extendedSecurity) != 0)
                {
                    Authenticate(side, block.Rest(guidBytes), last);
                }
                break;
            case Smb1Command.SessionSetupAndX when block.WordCount == 4:
                Authenticate(side, block.At(block.BytesOffset, block.UInt16(6)), last);
                break;
            case Smb1Command.TreeConnectAndX when header.Status == 0:
                AnswerTreeConnect(header, pending.Tree ?? new SmbTree(pending.Start), block, last);
                break;
            case Smb1Command.NtCreateAndX when header.Status == 0 && block.WordCount >= 34 && pending.File is not null:
                pending.File.Size = (long)Math.Min(block.UInt64(55), long.MaxValue);
                var times = block.Times(11);
                pending.File.Times = times.Modified > 0 ? times : null;
                AnswerOpen(pending.File, block.UInt16(5), last);
                break;
            case Smb1Command.OpenAndX when header.Status == 0 && block.WordCount >= 15 && pending.File is not null:
                pending.File.Size = block.UInt32(12);
                AnswerOpen(pending.File, block.UInt16(4), last);
                break;
            case Smb1Command.ReadAndX when pending.File is not null && block.WordCount >= 12:
                var length = block.UInt16(10) | ((long)block.UInt16(14) << 16);
                files.Content(
                    pending.File,
                    pending.FileId,
                    side,
                    pending.Offset,
                    block.At(block.UInt16(12), length),
                    last
                );
                break;
            case Smb1Command.Transaction when pending is { IsPipeTransaction: true, File: not null }:
                files.Content(
                    pending.File,
                    pending.FileId,
                    side,
                    0,
                    block.At(block.UInt16(14), block.UInt16(12)),
                    last
                );
                break;
            case Smb1Command.Transaction2
            or Smb1Command.Delete
            or Smb1Command.Rename when header.Status == 0 && pending.Claimed is not null:
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

    private static void RequestTreeConnect(in Smb1Header header, Smb1Pending pending, in Smb1Block block)
    {
        var offset = block.BytesOffset + block.UInt16(6); // behind the password
        pending.Tree = new SmbTree(pending.Start) { Path = block.Text(ref offset, header.IsUnicode) };
        pending.Tree.Service = block.Text(ref offset, isUnicode: false);
    }

    private void AnswerTreeConnect(in Smb1Header header, SmbTree tree, in Smb1Block block, FrameStamp frame)
    {
        var offset = block.BytesOffset;
        tree.Service = block.Text(ref offset, isUnicode: false);
        if (tree.Service == "IPC")
        {
            tree.ShareType = SmbTree.Pipe;
        }
        if (offset < block.BytesOffset + block.ByteCount)
        {
            var fileSystem = block.Text(ref offset, header.IsUnicode);
            tree.NativeFileSystem = fileSystem.Length > 0 ? fileSystem : null;
        }
        tree.IsKnown = true;
        _trees[header.TreeId] = tree;
        files.Log(tree, frame);
    }

    private void RequestOpen(in Smb1Header header, Smb1Pending pending, string name)
    {
        var tree = TreeOf(header.TreeId, pending.Start);
        if (!tree.IsKnown && SmbFiles.IsPipeName(name))
        {
            (tree.Path, tree.ShareType) = ("<unknown>", SmbTree.Pipe);
        }
        pending.File = new SmbFile(pending.Start)
        {
            Name = name,
            IsPipe = tree.IsPipe,
            MayBePipe = !tree.IsKnown,
            Action = SmbAction.FileOpen,
        };
    }

    private void AnswerOpen(SmbFile file, ushort id, FrameStamp frame)
    {
        _open[id] = file;
        files.Log(file, frame);
    }

    private void Write(Side side, Smb1Pending pending, in Smb1Block block, FrameStamp frame)
    {
        var length = block.UInt16(20) | ((long)block.UInt16(18) << 16);
        var offset = OffsetOf(block, 6, block.WordCount > 12 ? 24 : NoOffset);
        files.Content(pending.File!, pending.FileId, side, offset, block.At(block.UInt16(22), length), frame);
    }

    private void Close(Smb1Pending pending, FrameStamp frame)
    {
        files.Close(pending.File!, pending.FileId, frame);
        _open.Remove((ushort)pending.FileId);
    }

    /// <summary>Marks an open file for deletion (MS-CIFS §2.2.8.4, MS-FSCC §2.4.11).</summary>
    private void RequestSetInformation(in Smb1Header header, Smb1Pending pending, in Smb1Block block)
    {
        var parameters = new ByteReader(block.At(block.UInt16(20), block.UInt16(18)));
        var id = parameters.ReadUInt16LittleEndian();
        var level = parameters.ReadUInt16LittleEndian();
        var data = block.At(block.UInt16(24), block.UInt16(22));
        if (level is 0x102 or 1013 && data is [not 0, ..])
        {
            UseFile(header, pending, id);
            pending.Claimed = pending.File!.With(SmbAction.FileDelete);
        }
    }

    private static void RequestDelete(in Smb1Header header, Smb1Pending pending, in Smb1Block block)
    {
        var offset = block.BytesOffset + 1; // the buffer's format, MS-CIFS §2.2.4.7.1
        pending.Claimed = new SmbFile(pending.Start)
        {
            Name = block.Text(ref offset, header.IsUnicode),
            Action = SmbAction.FileDelete,
        };
    }

    private static void RequestRename(in Smb1Header header, Smb1Pending pending, in Smb1Block block)
    {
        var offset = block.BytesOffset + 1;
        var old = block.Text(ref offset, header.IsUnicode);
        offset++;
        pending.Claimed = new SmbFile(pending.Start)
        {
            PreviousName = old,
            Name = block.Text(ref offset, header.IsUnicode),
            Action = SmbAction.FileRename,
        };
    }

    private void UseFile(in Smb1Header header, Smb1Pending pending, ushort id)
    {
        var tree = TreeOf(header.TreeId, pending.Start);
        pending.FileId = id;
        if (!_open.TryGetValue(id, out var file))
        {
            file = new SmbFile(pending.Start);
            _open[id] = file;
        }
        file.IsPipe |= tree.IsPipe;
        file.MayBePipe |= !tree.IsKnown;
        file.Path ??= tree.Path;
        pending.File = file;
    }

    private SmbTree TreeOf(ushort id, FrameStamp start)
    {
        if (!_trees.TryGetValue(id, out var tree))
        {
            _trees[id] = tree = new SmbTree(start);
        }
        return tree;
    }

    private static ulong OffsetOf(in Smb1Block block, int low, int high) =>
        block.UInt32(low) | (high == NoOffset ? 0 : (ulong)block.UInt32(high) << 32);
}
