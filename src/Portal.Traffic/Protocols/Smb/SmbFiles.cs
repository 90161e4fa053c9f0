using System.Runtime.InteropServices;
using Portal.Traffic.Files;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Smb;

/// <summary>What both dialects do with shares and files: rows, content, and the conversations of pipes.</summary>
internal sealed class SmbFiles(FlowContext flow)
{
    /// <summary>Rows that are remembered so that the same is not written twice; beyond it the memory starts anew.</summary>
    private const int MaxRecent = 4096;

    /// <summary>As in Zeek, a repetition after three minutes of silence is news.</summary>
    private const long RecentFor = 180 * UnixTime.NanosecondsPerSecond;

    /// <summary>Zeek's <c>SMB::pipe_filenames</c>: pipes that are known by their names when their share is not.</summary>
    private static readonly HashSet<string> s_pipes = new(StringComparer.OrdinalIgnoreCase)
    {
        "spoolss",
        "winreg",
        "samr",
        "srvsvc",
        "netdfs",
        "lsarpc",
        "wkssvc",
        "MsFteWds",
    };

    private readonly Dictionary<Row, long> _recent = [];

    public static bool IsPipeName(string name) => s_pipes.Contains(name.TrimStart('\\'));

    public void Log(SmbTree tree, FrameStamp frame) =>
        flow.Records.Write(
            SmbMappingRecord.Table,
            new SmbMappingRecord
            {
                Timestamp = tree.Start.Time,
                Uid = flow.Uid,
                Id = flow.Id,
                FirstFrame = tree.Start.Number,
                LastFrame = Math.Max(tree.Start.Number, frame.Number),
                Path = tree.Path,
                Service = tree.Service,
                NativeFileSystem = tree.NativeFileSystem,
                ShareType = tree.ShareType,
            }
        );

    public void Log(SmbFile file, FrameStamp frame)
    {
        if (file.Name is not { } name || !SmbAction.IsLogged(file.Action) || IsRepeated(file, name, frame))
        {
            return;
        }
        flow.Records.Write(
            SmbFilesRecord.Table,
            new SmbFilesRecord
            {
                Timestamp = file.Start.Time,
                Uid = flow.Uid,
                Id = flow.Id,
                FirstFrame = file.Start.Number,
                LastFrame = Math.Max(file.Start.Number, frame.Number),
                Fuid = file.Fuid,
                Action = file.Action!,
                Path = file.Path,
                Name = name,
                Size = file.Size,
                PreviousName = file.PreviousName,
                Modified = file.Times?.Modified,
                Accessed = file.Times?.Accessed,
                Created = file.Times?.Created,
                Changed = file.Times?.Changed,
            }
        );
    }

    /// <summary>Content at its place in the file, or the next bytes of a pipe.</summary>
    /// <param name="file">Whose.</param>
    /// <param name="id">Of the open file in this flow.</param>
    /// <param name="sender">Who sends the bytes: a write or a read.</param>
    /// <param name="offset">From the file's beginning.</param>
    /// <param name="bytes">May be empty.</param>
    /// <param name="frame">The frame of the last of them.</param>
    public void Content(SmbFile file, ulong id, Side sender, ulong offset, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (bytes.IsEmpty)
        {
            return;
        }
        file.IsPipe |= file is { MayBePipe: true, Read: null, Written: null } && BeginsBind(bytes);
        if (file.IsPipe)
        {
            flow.Carried("dce_rpc").OnMessage(sender, id, bytes, frame);
            return;
        }
        // Without a name there is nothing that would tell this file from another.
        if ((file.Name is null && file.Path is null) || offset > long.MaxValue - (1 << 30))
        {
            return;
        }
        var content = sender == Side.Originator ? file.Written : file.Read;
        if (content is not { IsClosed: false })
        {
            content = Open(file, sender, frame);
        }
        content.DataAt((long)offset, bytes, frame);
    }

    /// <summary>The client closes the file.</summary>
    public void Close(SmbFile file, ulong id, FrameStamp frame)
    {
        if (file.IsPipe)
        {
            flow.Carried("dce_rpc").OnChannelEnd(id);
        }
        else
        {
            // A file may grow while it is written: what it was when it was opened says nothing before the end.
            if (file.Written is { IsClosed: false } written && file.Size >= written.SeenBytes && file.Size > 0)
            {
                written.TotalBytes = file.Size;
            }
            file.Read?.Close(frame);
            file.Written?.Close(frame);
        }
    }

    private TransferredFile Open(SmbFile file, Side sender, FrameStamp frame)
    {
        var content = flow.Files.OpenShared("SMB", sender, frame, KeyOf(file, sender));
        if (file.Name is not null)
        {
            content.FileName = file.Name;
            file.Fuid = content.Fuid;
        }
        if (sender == Side.Originator)
        {
            file.Written = content;
            return content;
        }
        if (file.Size > 0)
        {
            content.TotalBytes = file.Size;
        }
        file.Read = content;
        return content;
    }

    /// <summary>The head of the message that every conversation over a pipe begins with (C706 §12.6.4.3).</summary>
    private static bool BeginsBind(ReadOnlySpan<byte> bytes) => bytes is [5, <= 1, 11, _, 0x10, 0, 0, 0, ..];

    /// <summary>The same for every flow between the two hosts, and another one once the file has been changed.</summary>
    private string KeyOf(SmbFile file, Side sender) =>
        string.Join(
            '\0',
            sender == Side.Originator ? "SMB written" : "SMB",
            flow.Id.OriginatorHost,
            flow.Id.ResponderHost,
            file.Path,
            file.Name,
            file.Times?.Modified
        );

    private bool IsRepeated(SmbFile file, string name, FrameStamp frame)
    {
        if (file.Times is not { } times)
        {
            return false;
        }
        var row = new Row(file.Action, file.Fuid, name, file.Path, file.Size, times);
        var isRepeated = _recent.TryGetValue(row, out var last) && frame.Time - last < RecentFor;
        if (_recent.Count >= MaxRecent)
        {
            _recent.Clear();
        }
        _recent[row] = frame.Time;
        return isRepeated;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Row(
        string? Action,
        string? Fuid,
        string Name,
        string? Path,
        long Size,
        SmbTimes Times
    );
}
