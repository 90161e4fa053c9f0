namespace Portal.Traffic.Records;

/// <summary>One file that a flow carried, with the columns and the meaning of Zeek's files.log.</summary>
public sealed class FilesRecord : FlowRecord
{
    public static readonly Table<FilesRecord> Table = new Table<FilesRecord>("files")
        .Time("ts", record => record.Timestamp)
        .String("fuid", record => record.Fuid)
        .String("uid", record => record.Uid)
        .Endpoints()
        .String("source", record => record.Source)
        .Count("depth", record => record.Depth)
        .Set("analyzers", record => record.Analyzers)
        .String("mime_type", record => record.MimeType)
        .String("filename", record => record.FileName)
        .Interval("duration", record => record.Duration)
        .Bool("local_orig", record => record.IsLocalOriginator)
        .Bool("is_orig", record => record.IsOriginator)
        .Count("seen_bytes", record => record.SeenBytes)
        .Count("total_bytes", record => record.TotalBytes)
        .Count("missing_bytes", record => record.MissingBytes)
        .Count("overflow_bytes", record => record.OverflowBytes)
        .Bool("timedout", record => record.IsTimedOut)
        .String("parent_fuid", record => record.ParentFuid)
        .String("md5", record => record.Md5)
        .String("sha1", record => record.Sha1)
        .String("sha256", record => record.Sha256)
        .String("extracted", record => record.Extracted)
        .Bool("extracted_cutoff", record => record.IsExtractedCutOff)
        .Count("extracted_size", record => record.ExtractedSize)
        .Frames();

    /// <summary><c>F</c> and 17 characters; the same on every run.</summary>
    public required string Fuid { get; init; }

    /// <summary>The protocol that carried it: <c>HTTP</c>, <c>SMB</c>, <c>SMTP</c>, <c>FTP_DATA</c>, <c>SSL</c>, …</summary>
    public required string Source { get; init; }

    /// <summary>How deep the file lies in nested containers of its protocol; 0 at the top.</summary>
    public long Depth { get; init; }
    public IReadOnlyList<string>? Analyzers { get; init; }

    /// <summary>Judged by the first bytes, or given by the protocol for certificates; null when nothing matched.</summary>
    public string? MimeType { get; init; }
    public string? FileName { get; init; }

    /// <summary>Seconds from the first to the last byte.</summary>
    public double? Duration { get; init; }

    /// <summary>The sender's address is private or link-local.</summary>
    public bool? IsLocalOriginator { get; init; }
    public bool? IsOriginator { get; init; }
    public long SeenBytes { get; init; }

    /// <summary>What the protocol announced; null if it did not.</summary>
    public long? TotalBytes { get; init; }

    /// <summary>Bytes that were never captured.</summary>
    public long MissingBytes { get; init; }

    /// <summary>Bytes that were seen out of place and could not be used.</summary>
    public long OverflowBytes { get; init; }
    public bool IsTimedOut { get; init; }
    public string? ParentFuid { get; init; }

    /// <summary>Hexadecimal; null unless every byte was seen.</summary>
    public string? Md5 { get; init; }
    public string? Sha1 { get; init; }
    public string? Sha256 { get; init; }

    /// <summary>Name under which the content was kept; null when it was not.</summary>
    public string? Extracted { get; init; }
    public bool? IsExtractedCutOff { get; init; }
    public long? ExtractedSize { get; init; }
}
