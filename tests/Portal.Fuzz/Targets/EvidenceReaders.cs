using System.IO.Compression;
using System.Text;
using Portal.Analysis.Importers;
using Portal.Analysis.Importers.Archives;
using Portal.Analysis.Importers.Zeek;
using Portal.Analysis.Indicators.Intel;
using Portal.Analysis.Store;
using Portal.Fuzz.Seeds;

namespace Portal.Fuzz.Targets;

/// <summary>The readers of evidence that is text or an archive, and of threat feeds.</summary>
internal static class EvidenceReaders
{
    private const int MaxSeedBytes = 4 * 1024;
    private const int MaxSeeds = 100;

    /// <summary>Up to the table's name.</summary>
    private const int ShapeBytes = 90;

    /// <summary>Each column of a table reserves room for thousands of rows.</summary>
    private const long TablesBytes = 64 << 20;

    /// <summary>A run makes and removes a folder.</summary>
    private const double Slow = 0.1;

    private static readonly Lazy<RecordStore> s_store = new(() =>
        new RecordStore(Directory.CreateTempSubdirectory("portal-fuzz").FullName)
    );

    public static IEnumerable<BytesTarget> All { get; } =
    [
        new(
            "text/zeek-tsv",
            corpus => Logs(corpus, isJson: false),
            i => Import(new ZeekTsvImporter(), i),
            TablesBytes,
            Slow
        ),
        new(
            "text/zeek-json",
            corpus => Logs(corpus, isJson: true),
            i => Import(new ZeekJsonImporter(), i),
            TablesBytes,
            Slow
        ),
        new("text/threat-feed", _ => Feeds(), input => ThreatFeed.Parse(input, "feed")),
        new("archive/zip", corpus => [Zip(corpus)], input => ReadArchive(ArchiveKind.Zip, input), TablesBytes),
        new("archive/tar", corpus => [Tar(corpus)], input => ReadArchive(ArchiveKind.Tar, input), TablesBytes),
    ];

    private static IEnumerable<byte[]> Logs(CorpusSeeds corpus, bool isJson)
    {
        var shapes = new HashSet<string>();
        foreach (
            var path in Directory
                .EnumerateFiles(corpus.Folder, "*.log", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
        )
        {
            var head = Head(path);
            // One of each shape: a table's columns stand in its first lines.
            var shape = Encoding.Latin1.GetString(head.AsSpan(0, Math.Min(ShapeBytes, head.Length)));
            if ((head is [(byte)'{', ..]) == isJson && head.Length > 0 && shapes.Add(shape) && shapes.Count <= MaxSeeds)
            {
                yield return head;
            }
        }
    }

    private static byte[] Head(string path)
    {
        var head = new byte[MaxSeedBytes];
        using var file = File.OpenRead(path);
        return head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
    }

    private static void Import(IImporter importer, ReadOnlySpan<byte> input)
    {
        importer.Claims(input);
        using var content = new MemoryStream(input.ToArray(), writable: false);
        using var output = s_store.Value.Create();
        importer.Import(
            new ImportContext
            {
                Content = content,
                Name = "conn.log",
                Output = output,
                Options = new ImportOptions(),
                Progress = _ => { },
            },
            CancellationToken.None
        );
    }

    private static IEnumerable<byte[]> Feeds() =>
        new[]
        {
            "type,value,context\nip,192.0.2.1,test\ndomain,evil.example,\"a, b\"\nsha256,"
                + new string('a', 64)
                + ",c\n",
            "#fields\tindicator\tindicator_type\tmeta.source\nevil.example\tIntel::DOMAIN\tx\n",
            "# list\n192.0.2.7\nhxxp://evil[.]example/a\n",
            "{\"type\":\"bundle\",\"id\":\"bundle--1\",\"objects\":[{\"type\":\"indicator\",\"id\":\"indicator--1\",\"pattern\":\"[ipv4-addr:value = '192.0.2.9' OR domain-name:value = 'a.example']\",\"pattern_type\":\"stix\",\"name\":\"n\"}]}",
            "{\"Event\":{\"info\":\"i\",\"Attribute\":[{\"type\":\"ip-dst\",\"value\":\"192.0.2.3\"}]}}",
        }.Select(Encoding.UTF8.GetBytes);

    private static byte[] Zip(CorpusSeeds corpus)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var log in Logs(corpus, isJson: false).Take(3).Select((content, i) => (content, i)))
            {
                using var entry = zip.CreateEntry($"{log.i}.log").Open();
                entry.Write(log.content.AsSpan(0, Math.Min(600, log.content.Length)));
            }
        }
        return bytes.ToArray();
    }

    private static byte[] Tar(CorpusSeeds corpus)
    {
        var bytes = new MemoryStream();
        using (var tar = new System.Formats.Tar.TarWriter(bytes, leaveOpen: true))
        {
            foreach (var log in Logs(corpus, isJson: false).Take(3).Select((content, i) => (content, i)))
            {
                tar.WriteEntry(
                    new System.Formats.Tar.PaxTarEntry(System.Formats.Tar.TarEntryType.RegularFile, $"{log.i}.log")
                    {
                        DataStream = new MemoryStream(log.content[..Math.Min(600, log.content.Length)]),
                    }
                );
            }
        }
        return bytes.ToArray();
    }

    /// <summary>Damage of the archive itself is an <see cref="InvalidDataException"/>, as <see cref="Archive.Members"/> says.</summary>
    private static void ReadArchive(ArchiveKind kind, ReadOnlySpan<byte> input)
    {
        var buffer = new byte[4096];
        using var content = new MemoryStream(input.ToArray(), writable: false);
        try
        {
            foreach (var member in Archive.Members(kind, content))
            {
                if (member.Content is not { } bytes)
                {
                    continue;
                }
                using var guarded = new GuardedStream(bytes, () => content.Position);
                for (var read = 0L; read < 1 << 20 && guarded.Read(buffer) is > 0 and var count; read += count) { }
            }
        }
        catch (InvalidDataException) { }
    }
}
