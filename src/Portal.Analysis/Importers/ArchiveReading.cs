using Portal.Analysis.Importers.Archives;
using Portal.Analysis.Store;
using Portal.Traffic.Captures;

namespace Portal.Analysis.Importers;

/// <summary>Imports the members of one archive into one record set.</summary>
internal sealed class ArchiveReading(EvidenceImport import, WarningCounter warnings)
{
    private readonly List<EvidenceWarning> _memberWarnings = [];
    private readonly SortedSet<string> _kinds = new(StringComparer.Ordinal);
    private long? _first;
    private long? _last;
    private long _bytes;
    private int _members;
    private bool _isPartial;

    /// <summary>False when no further member is to be read.</summary>
    public bool TryRead(ArchiveMember member, CancellationToken cancellation)
    {
        if (++_members > Archive.MaxMembers)
        {
            Break($"it has more than {Archive.MaxMembers} files");
            return false;
        }
        if (member.Content is null)
        {
            warnings.Add("member_unreadable", null, () => $"{member.Name}: {member.Problem}");
            _isPartial = true;
            return true;
        }
        using var unpacked = new GuardedStream(CompressedStream.Unwrap(member.Content), () => import.Hashing.BytesRead);
        Read(member.Name, unpacked, cancellation);
        _bytes += unpacked.Position;
        if (GuardedStream.IsBomb(_bytes, import.Hashing.BytesRead))
        {
            Break($"it unpacks to more than {GuardedStream.MaxExpansion} times its size");
            return false;
        }
        return true;
    }

    /// <summary>Reading stopped before the archive's end.</summary>
    public void Break(string reason)
    {
        _isPartial = true;
        warnings.Add("archive_broken", null, () => $"the archive was not read to its end: {reason}");
    }

    /// <exception cref="UnreadableEvidenceException">No member could be read.</exception>
    public ImportSummary Summary(string name)
    {
        IReadOnlyList<EvidenceWarning> all = [.. warnings.ToList(), .. _memberWarnings];
        if (_kinds.Count == 0)
        {
            var reason = all.Count == 0 ? "it holds no file" : string.Join("; ", all.Select(each => each.Message));
            throw new UnreadableEvidenceException($"{name}: nothing in this archive can be read: {reason}");
        }
        return new ImportSummary
        {
            Kind = string.Join('+', _kinds),
            FirstTime = _first,
            LastTime = _last,
            Warnings = all,
            IsPartial = _isPartial,
        };
    }

    private void Read(string name, GuardedStream content, CancellationToken cancellation)
    {
        var head = content.Head();
        if (head.IsEmpty && content.Problem is null)
        {
            return; // an empty log loses nothing
        }
        if (ImporterCatalogue.Choose(head) is not { } importer)
        {
            var reason =
                content.Problem
                ?? (
                    Archive.KindOf(head) == ArchiveKind.None
                        ? ForeignContent.Describe(head)
                        : "an archive in an archive"
                );
            warnings.Add("member_unsupported", null, () => $"{name}: {reason}");
            return;
        }
        if (!importer.ReadsArchiveMembers)
        {
            warnings.Add(
                "member_unsupported",
                null,
                () => $"{name}: a {importer.Kind} file in an archive is not read, extract it first"
            );
            return;
        }
        var summary = importer.Import(import.Context(content, name), cancellation);
        _kinds.Add(summary.Kind);
        _memberWarnings.AddRange(
            summary.Warnings.Select(warning => warning with { Message = $"{name}: {warning.Message}" })
        );
        if (content.Problem is { } problem)
        {
            warnings.Add("packing_broken", null, () => $"{name}: {problem}");
        }
        _isPartial |= summary.IsPartial || content.Problem is not null;
        _first = Earlier(_first, summary.FirstTime);
        _last = Later(_last, summary.LastTime);
    }

    private static long? Earlier(long? a, long? b) => a is null || b < a ? b ?? a : a;

    private static long? Later(long? a, long? b) => a is null || b > a ? b ?? a : a;
}
