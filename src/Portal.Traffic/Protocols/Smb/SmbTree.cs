namespace Portal.Traffic.Protocols.Smb;

/// <summary>A share that the client is connected to.</summary>
internal sealed class SmbTree(FrameStamp start)
{
    public const string Disk = "DISK";
    public const string Pipe = "PIPE";
    public const string Print = "PRINT";

    /// <summary>The frame of the request.</summary>
    public FrameStamp Start { get; } = start;

    public string? Path { get; set; }
    public string? Service { get; set; }
    public string? NativeFileSystem { get; set; }
    public string ShareType { get; set; } = Disk;

    /// <summary>The connection to it was seen; else its kind is a guess.</summary>
    public bool IsKnown { get; set; }

    public bool IsPipe => ShareType == Pipe;
}
