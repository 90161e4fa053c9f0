namespace Portal.Analysis.Importers;

/// <summary>Turns one kind of evidence into records. Found by a scan of this assembly.</summary>
public interface IImporter
{
    /// <summary>Stable name, for example <c>pcap</c>; several importers may give the same kind for variants.</summary>
    string Kind { get; }

    /// <summary>
    /// Whether the content is of this kind, judged by its first bytes (already decompressed, up to 64 KiB), never by the
    /// file's name.
    /// </summary>
    bool Claims(ReadOnlySpan<byte> head);

    /// <summary>Several files of this kind, from one archive, may go into one record set: their rows carry lines, not frames.</summary>
    bool ReadsArchiveMembers => false;

    /// <summary>
    /// Reads all that can be read and writes it to <see cref="ImportContext.Output"/>. What could not be read becomes a
    /// warning with its place; only I/O failures of our own disk and cancellation are thrown.
    /// </summary>
    ImportSummary Import(ImportContext context, CancellationToken cancellation);
}
