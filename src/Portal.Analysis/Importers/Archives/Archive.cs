using System.IO.Compression;

namespace Portal.Analysis.Importers.Archives;

/// <summary>Reads the members of a zip or tar one after the other; nothing is ever written to disk under their names.</summary>
internal static class Archive
{
    /// <summary>Files in one archive: a day of hourly Zeek logs has some 1500.</summary>
    public const int MaxMembers = 20_000;

    private const int MaxNameLength = 300;

    /// <summary>Judges by the first bytes (<c>ustar</c> stands at 257).</summary>
    public static ArchiveKind KindOf(ReadOnlySpan<byte> head) =>
        head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8) ? ArchiveKind.Zip
        : head.Length >= 262 && head[257..262].SequenceEqual("ustar"u8) ? ArchiveKind.Tar
        : ArchiveKind.None;

    /// <param name="kind">What <paramref name="content"/> is.</param>
    /// <param name="content">From its start; a zip must be seekable.</param>
    /// <exception cref="InvalidDataException">The archive itself is damaged.</exception>
    public static IEnumerable<ArchiveMember> Members(ArchiveKind kind, Stream content) =>
        kind == ArchiveKind.Zip ? ZipMembers(content) : TarMembers(content);

    private static IEnumerable<ArchiveMember> ZipMembers(Stream content)
    {
        using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
        foreach (var entry in zip.Entries)
        {
            if (entry.FullName.EndsWith('/'))
            {
                continue;
            }
            var name = Safe(entry.FullName);
            if (entry.IsEncrypted)
            {
                yield return new ArchiveMember(name, null, "it is encrypted");
                continue;
            }
            if (!TryOpen(entry, out var member, out var problem))
            {
                yield return new ArchiveMember(name, null, problem);
                continue;
            }
            using (member)
            {
                yield return new ArchiveMember(name, member);
            }
        }
    }

    private static IEnumerable<ArchiveMember> TarMembers(Stream content)
    {
        var tar = new TarArchive(content);
        while (tar.TryReadNext(out var name, out var member))
        {
            yield return new ArchiveMember(Safe(name), member);
        }
    }

    private static bool TryOpen(ZipArchiveEntry entry, out Stream member, out string problem)
    {
        try
        {
            member = entry.Open();
            problem = "";
            return true;
        }
        catch (Exception failure) when (failure is InvalidDataException or NotSupportedException)
        {
            member = Stream.Null;
            problem = failure.Message;
            return false;
        }
    }

    private static string Safe(string name) =>
        new([.. name.TakeLast(MaxNameLength).Select(letter => char.IsControl(letter) ? '?' : letter)]);
}
