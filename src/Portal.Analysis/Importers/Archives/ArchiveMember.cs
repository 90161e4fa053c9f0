namespace Portal.Analysis.Importers.Archives;

/// <summary>One file of an archive.</summary>
/// <param name="Name">Its path in the archive, without control characters and not too long: it is hostile.</param>
/// <param name="Content">Good until the next member is asked for; null when it cannot be read.</param>
/// <param name="Problem">Why it cannot be read.</param>
internal sealed record ArchiveMember(string Name, Stream? Content, string? Problem = null);
