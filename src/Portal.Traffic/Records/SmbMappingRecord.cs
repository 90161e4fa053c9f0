namespace Portal.Traffic.Records;

/// <summary>A share that a client connected to, with the columns and the meaning of Zeek's smb_mapping.log.</summary>
public sealed class SmbMappingRecord : FlowRecord
{
    public static readonly Table<SmbMappingRecord> Table = new Table<SmbMappingRecord>("smb_mapping")
        .Flow()
        .String("path", record => record.Path)
        .String("service", record => record.Service)
        .String("native_file_system", record => record.NativeFileSystem)
        .String("share_type", record => record.ShareType)
        .Frames();

    /// <summary>As the client wrote it, for example <c>\\server\share</c>.</summary>
    public string? Path { get; init; }

    /// <summary>The service's name in SMB1: <c>A:</c> for a disk, <c>IPC</c>.</summary>
    public string? Service { get; init; }

    /// <summary>For example <c>NTFS</c>; SMB1 only.</summary>
    public string? NativeFileSystem { get; init; }

    /// <summary><c>DISK</c>, <c>PIPE</c> or <c>PRINT</c>.</summary>
    public required string ShareType { get; init; }
}
