namespace Portal.Analysis.Importers.Archives;

/// <summary>Files that hold other files.</summary>
internal enum ArchiveKind
{
    None,
    Zip,
    Tar,
}
