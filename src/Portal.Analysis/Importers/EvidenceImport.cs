using Portal.Analysis.Importers.Archives;
using Portal.Analysis.Store;
using Portal.Traffic.Captures;

namespace Portal.Analysis.Importers;

/// <summary>One run of <see cref="EvidenceImporter"/>.</summary>
internal sealed class EvidenceImport
{
    private readonly WarningCounter _warnings = new();

    public required Stream Raw { get; init; }

    public required HashingStream Hashing { get; init; }

    public required string Name { get; init; }

    public required RecordSetWriter Output { get; init; }

    public required ImportOptions Options { get; init; }

    public required Action<long> Report { get; init; }

    /// <exception cref="UnreadableEvidenceException">Nothing can be read.</exception>
    public ImportSummary Run(CancellationToken cancellation)
    {
        var content = new GuardedStream(CompressedStream.Unwrap(Hashing), () => Hashing.Position);
        var head = content.Head();
        var archive = Archive.KindOf(head);
        if (archive != ArchiveKind.None)
        {
            return RunArchive(archive, content, cancellation);
        }
        if (ImporterCatalogue.Choose(head) is not { } importer)
        {
            throw new UnreadableEvidenceException($"{Name}: {content.Problem ?? ForeignContent.Describe(head)}");
        }
        var summary = importer.Import(Context(content, null), cancellation);
        return content.Problem is { } problem
            ? summary with
            {
                IsPartial = true,
                Warnings = [.. summary.Warnings, new EvidenceWarning("packing_broken", problem)],
            }
            : summary;
    }

    private ImportSummary RunArchive(ArchiveKind kind, GuardedStream content, CancellationToken cancellation)
    {
        using var seekable = kind == ArchiveKind.Zip ? Spool(content, cancellation) : null;
        var reading = new ArchiveReading(this, _warnings);
        try
        {
            foreach (var member in Archive.Members(kind, seekable ?? (Stream)content))
            {
                cancellation.ThrowIfCancellationRequested();
                if (!reading.TryRead(member, cancellation))
                {
                    break;
                }
            }
        }
        catch (InvalidDataException failure)
        {
            reading.Break(failure.Message);
        }
        if (content.Problem is { } problem)
        {
            reading.Break(problem);
        }
        return reading.Summary(Name);
    }

    internal ImportContext Context(Stream content, string? member) =>
        new()
        {
            Content = content,
            Name = member ?? Name,
            Member = member,
            Output = Output,
            Options = Options,
            Progress = Report,
        };

    /// <summary>A zip is read from its end: a pipe or a packed one is written to a file that goes when it is closed.</summary>
    private FileStream Spool(GuardedStream content, CancellationToken cancellation)
    {
        var file = new FileStream(
            Path.Combine(Output.Folder, "archive.spool"),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose,
            }
        );
        var buffer = new byte[1 << 20];
        while (content.Read(buffer) is > 0 and var read)
        {
            cancellation.ThrowIfCancellationRequested();
            file.Write(buffer, 0, read);
        }
        file.Position = 0;
        return file;
    }
}
