using Portal.Traffic.Files;

namespace Portal.Traffic.Protocols.Smb;

/// <summary>A file, folder or pipe of a share from its opening to its closing.</summary>
internal sealed class SmbFile(FrameStamp start)
{
    /// <summary>The frame of the request that opened it.</summary>
    public FrameStamp Start { get; private init; } = start;

    public string? Name { get; set; }
    public string? PreviousName { get; set; }

    /// <summary>The share's path.</summary>
    public string? Path { get; set; }
    public string? Action { get; set; }

    /// <summary>Bytes, as the server said.</summary>
    public long Size { get; set; }

    /// <summary>Null for pipes and where the server said none.</summary>
    public SmbTimes? Times { get; set; }

    /// <summary>Where the bytes go that are read from it; null before the first.</summary>
    public TransferredFile? Read { get; set; }

    /// <summary>Where the bytes go that are written to it, which are not those that were read; null before the first.</summary>
    public TransferredFile? Written { get; set; }

    public string? Fuid { get; set; }

    /// <summary>It is a pipe, whose content is a conversation.</summary>
    public bool IsPipe { get; set; }

    /// <summary>The connection to its share was not captured, so that it may be a pipe.</summary>
    public bool MayBePipe { get; set; }

    /// <summary>The client asked for its deletion once it is closed.</summary>
    public bool IsDeletedOnClose { get; set; }

    /// <summary>The same file in the hands of another command.</summary>
    public SmbFile With(string action) =>
        new(Start)
        {
            Name = Name,
            PreviousName = PreviousName,
            Path = Path,
            Action = action,
            Size = Size,
            Times = Times,
            Fuid = Fuid,
        };
}
