namespace Portal.Traffic.Protocols.Smb;

/// <summary>A request whose response has not come.</summary>
internal sealed class Smb2Pending(FrameStamp start, SmbTree tree)
{
    public FrameStamp Start { get; } = start;
    public SmbTree Tree { get; set; } = tree;
    public SmbFile? File { get; set; }
    public ulong FileId { get; set; }

    /// <summary>Of a read, from the file's beginning.</summary>
    public ulong Offset { get; set; }

    /// <summary>A row that the response makes true.</summary>
    public SmbFile? Claimed { get; set; }
}
