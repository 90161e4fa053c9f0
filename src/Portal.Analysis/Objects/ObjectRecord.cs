using Portal.Traffic.Records;

namespace Portal.Analysis.Objects;

/// <summary>
/// A file that the traffic carried and whose content was kept, by its SHA-256. Beside Zeek's <c>files</c>, which knows of
/// every file: here stand what was declared of it and which bytes are missing.
/// </summary>
public sealed class ObjectRecord : FlowRecord
{
    public static readonly Table<ObjectRecord> Table = new Table<ObjectRecord>("objects")
        .Flow()
        .String("fuid", record => record.Fuid)
        .String("source", record => record.Source)
        .Bool("is_orig", record => record.IsOriginator)
        .String("filename", record => record.FileName)
        .String("mime_type", record => record.MimeType)
        .String("declared_mime_type", record => record.DeclaredMimeType)
        .Count("size", record => record.Size)
        .Count("total_bytes", record => record.TotalBytes)
        .Bool("is_complete", record => record.IsComplete)
        .Vector("missing", record => record.Missing)
        .String("md5", record => record.Md5)
        .String("sha1", record => record.Sha1)
        .String("sha256", record => record.Sha256)
        .Frames();

    /// <summary>As in <c>files</c>.</summary>
    public required string Fuid { get; init; }

    /// <summary>The protocol that carried it: <c>HTTP</c>, <c>SMB</c>, <c>SMTP</c>, <c>FTP_DATA</c>, …</summary>
    public required string Source { get; init; }

    /// <summary>The originator of the connection sent it.</summary>
    public required bool? IsOriginator { get; init; }

    /// <summary>As the sender names it; never a path to write to.</summary>
    public string? FileName { get; init; }

    /// <summary>By the first bytes; null when nothing matched.</summary>
    public string? MimeType { get; init; }

    /// <summary>As the protocol's header says.</summary>
    public string? DeclaredMimeType { get; init; }

    /// <summary>Bytes kept, holes included.</summary>
    public required long Size { get; init; }

    /// <summary>What the protocol announced; null if it did not.</summary>
    public long? TotalBytes { get; init; }

    /// <summary>Every byte is there, as far as can be known.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>
    /// <c>first-last</c> offsets that hold zeros because their bytes were never captured, and <c>first-</c> where the content
    /// ends early; null when nothing is missing.
    /// </summary>
    public IReadOnlyList<string>? Missing { get; init; }

    /// <summary>Of what was kept, zeros included: it is how the kept content is found, not necessarily a known file's.</summary>
    public required string Md5 { get; init; }
    public required string Sha1 { get; init; }
    public required string Sha256 { get; init; }
}
