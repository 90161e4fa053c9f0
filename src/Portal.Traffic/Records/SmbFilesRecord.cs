namespace Portal.Traffic.Records;

/// <summary>What was done to a file of a share, with the columns and the meaning of Zeek's smb_files.log.</summary>
public sealed class SmbFilesRecord : FlowRecord
{
    public static readonly Table<SmbFilesRecord> Table = new Table<SmbFilesRecord>("smb_files")
        .Flow()
        .String("fuid", record => record.Fuid)
        .Enum("action", record => record.Action)
        .String("path", record => record.Path)
        .String("name", record => record.Name)
        .Count("size", record => record.Size)
        .String("prev_name", record => record.PreviousName)
        .Time("times.modified", record => record.Modified)
        .Time("times.accessed", record => record.Accessed)
        .Time("times.created", record => record.Created)
        .Time("times.changed", record => record.Changed)
        .Frames();

    /// <summary>The file's row in <c>files</c>, when its content was carried before this row.</summary>
    public string? Fuid { get; init; }

    /// <summary><c>SMB::FILE_OPEN</c>, <c>SMB::FILE_DELETE</c>, <c>SMB::FILE_RENAME</c>, <c>SMB::PRINT_OPEN</c> or <c>SMB::PRINT_CLOSE</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The share, as it stands in <c>smb_mapping.path</c>; SMB2 and later only.</summary>
    public string? Path { get; init; }

    /// <summary>Relative to the share; <c>&lt;share_root&gt;</c> for the share itself.</summary>
    public required string Name { get; init; }

    /// <summary>In bytes, as the server said when the file was opened; 0 when it did not.</summary>
    public long Size { get; init; }

    /// <summary>Before a renaming.</summary>
    public string? PreviousName { get; init; }

    /// <summary>Nanoseconds since 1970 UTC, by the server's file system, as the three after it.</summary>
    public long? Modified { get; init; }
    public long? Accessed { get; init; }
    public long? Created { get; init; }
    public long? Changed { get; init; }
}
