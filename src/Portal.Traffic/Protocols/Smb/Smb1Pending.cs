namespace Portal.Traffic.Protocols.Smb;

/// <summary>A request whose response has not come.</summary>
internal sealed class Smb1Pending(FrameStamp start, Smb1Command command)
{
    public Smb1Command Command { get; } = command;

    /// <summary>A later request with the same numbers: some clients, and all exploits, send several at once.</summary>
    public Smb1Pending? Next { get; set; }

    public FrameStamp Start { get; } = start;
    public SmbTree? Tree { get; set; }
    public SmbFile? File { get; set; }
    public ulong FileId { get; set; }

    /// <summary>Of a read, from the file's beginning.</summary>
    public ulong Offset { get; set; }

    /// <summary>The transaction writes to a pipe and reads its answer.</summary>
    public bool IsPipeTransaction { get; set; }

    /// <summary>A row that the response makes true.</summary>
    public SmbFile? Claimed { get; set; }
}
